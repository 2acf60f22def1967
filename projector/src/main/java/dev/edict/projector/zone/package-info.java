/** Tables of zones and their governing versions. */
package dev.edict.projector.zone;
