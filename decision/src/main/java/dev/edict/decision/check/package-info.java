/** The checks of a document and a bundle before sealing. */
package dev.edict.decision.check;
