/** Who caused an event and a record of the Admin API, and on whose behalf. */
package dev.edict.command.attribution;
