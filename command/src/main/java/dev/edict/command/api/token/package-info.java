/** Commands and events of admin tokens, and the port that authenticates their holders. */
package dev.edict.command.api.token;
