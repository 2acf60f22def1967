/** Tables of the canaries of zones. */
package dev.edict.projector.canary;
