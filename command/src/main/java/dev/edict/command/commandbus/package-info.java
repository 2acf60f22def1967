/** The way of a command: one transaction under the command lock, its interceptors, and who may send one. */
package dev.edict.command.commandbus;
