/** Requests with an idempotency key. */
package dev.edict.app.web.idempotency;
