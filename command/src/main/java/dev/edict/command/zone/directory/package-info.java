/** The port for other features: the existence and the governance of zones. */
package dev.edict.command.zone.directory;
