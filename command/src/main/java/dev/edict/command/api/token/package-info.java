/** Commands and events about admin tokens, and the port through which a caller is recognised. */
package dev.edict.command.api.token;
