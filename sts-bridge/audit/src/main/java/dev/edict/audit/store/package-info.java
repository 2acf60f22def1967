/** Stores decision audit events, each once, and keeps what cannot be stored. */
package dev.edict.audit.store;
