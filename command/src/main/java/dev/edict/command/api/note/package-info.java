/** Free text beside the log, which may name people and can be erased. */
package dev.edict.command.api.note;
