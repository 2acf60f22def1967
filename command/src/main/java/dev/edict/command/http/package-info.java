/** The context that commands take from their HTTP request. */
package dev.edict.command.http;
