/** Takes activations to Redis, and so to the decision points. */
package dev.edict.bridge;
