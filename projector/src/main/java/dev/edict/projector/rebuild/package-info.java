/** Rebuilds views from the log in a shadow schema, to compare them with the live views or to replace them. */
package dev.edict.projector.rebuild;
