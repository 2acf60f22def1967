/** Which decision points there are: ids, leases, incarnations, and what each reports. */
package dev.edict.fleet.roster;
