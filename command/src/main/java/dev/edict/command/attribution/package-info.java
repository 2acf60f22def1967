/** Attribution of events and of Admin API records: the actor, and on whose behalf it acts. */
package dev.edict.command.attribution;
