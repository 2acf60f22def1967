/** Which names are not for everybody. */
package dev.edict.command.naming;
