/** The view of the catalogues of zones. */
package dev.edict.projector.catalogue;
