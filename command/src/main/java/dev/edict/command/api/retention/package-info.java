/** The retention of decision audit events. */
package dev.edict.command.api.retention;
