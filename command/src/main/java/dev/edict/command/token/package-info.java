/** Admin tokens: their capability, their scope and their expiry. */
package dev.edict.command.token;
