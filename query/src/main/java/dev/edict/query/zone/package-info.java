/** Zones, and which policy-set version governs one. */
package dev.edict.query.zone;
