/** Tables about zones and what governs them. */
package dev.edict.projector.zone;
