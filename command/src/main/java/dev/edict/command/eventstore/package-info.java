/** The event log: its format, its readers, its snapshots, and the texts and notes that its events reference. */
package dev.edict.command.eventstore;
