/** Compares what is stored with the hashes and indices it carries, while Edict serves. */
package dev.edict.app.integrity;
