/** Takes decision audit events from the stream in Redis. */
package dev.edict.audit.ingest;
