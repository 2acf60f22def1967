/** Admin tokens: who is let in, for what, until when. */
package dev.edict.command.token;
