/** A zone as it was at an instant of the log: what governed it, what was in force, and what decision points enforced. */
package dev.edict.query.asof;
