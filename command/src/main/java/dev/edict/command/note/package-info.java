/** The erasure of free text beside the log, and of the copies of names. */
package dev.edict.command.note;
