/** The settings of zones. */
package dev.edict.command.settings;
