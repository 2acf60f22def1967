/** The catalogues of zones: what policy documents may name. */
package dev.edict.query.catalogue;
