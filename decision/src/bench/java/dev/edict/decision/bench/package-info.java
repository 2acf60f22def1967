/** What a decision costs, beside the Open Policy Agent; run by the profile {@code bench}. */
@NullMarked
package dev.edict.decision.bench;

import org.jspecify.annotations.NullMarked;
