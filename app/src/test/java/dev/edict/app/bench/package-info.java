/** What commands and questions cost, alone and under load; run by the profile {@code bench}. */
@NullMarked
package dev.edict.app.bench;

import org.jspecify.annotations.NullMarked;
