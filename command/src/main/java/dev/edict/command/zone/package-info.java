/** Zones: which policy-set version governs each of them. */
package dev.edict.command.zone;
