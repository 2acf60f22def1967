/** Threads, pauses and log lines of work that goes on beside the decisions. */
package dev.edict.replica.background;
