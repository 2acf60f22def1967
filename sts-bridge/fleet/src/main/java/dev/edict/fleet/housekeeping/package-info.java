/** Measures decision points, and deletes what they reported after its retention. */
package dev.edict.fleet.housekeeping;
