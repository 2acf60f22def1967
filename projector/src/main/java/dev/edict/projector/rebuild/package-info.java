/** Builds views anew from the log, beside the live ones, to compare the two or to take their place. */
package dev.edict.projector.rebuild;
