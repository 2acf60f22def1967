/** Tries a request under versions before or after they govern. */
package dev.edict.console.decide;
