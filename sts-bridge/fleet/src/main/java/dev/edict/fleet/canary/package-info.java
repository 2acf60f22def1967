/** What decision points answer to the canary requests of a zone, and for how long it is kept. */
package dev.edict.fleet.canary;
