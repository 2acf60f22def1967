/** Zones and their governing policy-set versions. */
package dev.edict.command.zone;
