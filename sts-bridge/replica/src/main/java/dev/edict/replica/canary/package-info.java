/** Evaluates the canaries of zones under the bundles that were just loaded, and answers to the control plane. */
@NullMarked
package dev.edict.replica.canary;

import org.jspecify.annotations.NullMarked;
