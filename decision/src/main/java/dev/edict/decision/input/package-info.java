/** Policy inputs: what a decision point is asked. */
package dev.edict.decision.input;
