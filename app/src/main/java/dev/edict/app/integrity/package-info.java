/** Compares stored data with its hashes and indices while Edict serves. */
package dev.edict.app.integrity;
