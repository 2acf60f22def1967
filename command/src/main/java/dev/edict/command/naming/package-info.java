/** Valid names and reserved names. */
package dev.edict.command.naming;
