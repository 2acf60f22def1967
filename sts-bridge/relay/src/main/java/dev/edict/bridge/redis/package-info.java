/** The connection to Redis, what it refuses, and whether it takes invalidations. */
package dev.edict.bridge.redis;
