/** Sends and handles commands: one transaction each, under the command lock, through the interceptors. */
package dev.edict.command.commandbus;
