/** The event log: its format, its lock, the way a command takes to it, and the texts it points to. */
package dev.edict.command.log;
