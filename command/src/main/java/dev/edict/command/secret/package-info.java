/** Settings that may be secret, also read from files, and the keys of internal requests. */
package dev.edict.command.secret;
