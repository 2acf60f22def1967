/** What the event log tells of the stream of invalidations. */
package dev.edict.command.stream;
