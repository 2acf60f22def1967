/** Who is signed in to the console. */
package dev.edict.command.session;
