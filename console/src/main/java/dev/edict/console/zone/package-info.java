/** The list of zones, and the first page of each. */
package dev.edict.console.zone;
