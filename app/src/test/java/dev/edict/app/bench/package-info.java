/** What a command costs, beside the same statements written by hand; run by the profile {@code bench}. */
@NullMarked
package dev.edict.app.bench;

import org.jspecify.annotations.NullMarked;
