/** What other modules may know of the write side: commands, events and the one refusal type. */
package dev.edict.command.api;
