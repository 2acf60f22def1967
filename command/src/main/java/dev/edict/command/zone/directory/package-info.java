/** What other features may ask of zones: whether one exists, and what governs it. */
package dev.edict.command.zone.directory;
