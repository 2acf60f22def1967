/** The event log: its format, its readers, its snapshots, and the texts and notes its events point to. */
package dev.edict.command.eventstore;
