/** Idempotent requests: a repeated request gets the stored response of the first one. */
package dev.edict.command.idempotency;
