/** Invalidations from Redis, which only hasten a read of the control plane. */
package dev.edict.replica.redis;
