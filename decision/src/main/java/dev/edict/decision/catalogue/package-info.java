/** The catalogue that the names of policy documents are compared with. */
package dev.edict.decision.catalogue;
