/** Idempotent requests: stored responses, and a second request that gets the first one's response. */
package dev.edict.command.idempotency;
