/** The connection to Redis, and whether Redis accepts invalidations. */
package dev.edict.bridge.redis;
