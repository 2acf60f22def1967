/** The sessions of the console. */
package dev.edict.command.api.session;
