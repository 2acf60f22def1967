/** The cost of commands and queries, alone and under load; run by the profile {@code bench}. */
@NullMarked
package dev.edict.app.bench;

import org.jspecify.annotations.NullMarked;
