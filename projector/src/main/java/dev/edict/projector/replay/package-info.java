/** Replays of the log up to an instant, requested over HTTP. */
package dev.edict.projector.replay;
