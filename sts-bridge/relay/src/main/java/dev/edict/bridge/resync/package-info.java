/** What Redis should hold, what it lost, and the resyncs that make up for it. */
package dev.edict.bridge.resync;
