/** Sends activations to Redis, from which decision points read them. */
package dev.edict.bridge;
