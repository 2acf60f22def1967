/** The bundle that decision points load: the governing version of a zone, with its policy texts. */
package dev.edict.query.bundle;
