/** Asks decision points that do not report what they enforce: who asks, whom, about which zones, and how often. */
package dev.edict.fleet.asking;
