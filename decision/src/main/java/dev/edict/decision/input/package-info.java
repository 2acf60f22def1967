/** Policy inputs: the requests to a decision point. */
package dev.edict.decision.input;
