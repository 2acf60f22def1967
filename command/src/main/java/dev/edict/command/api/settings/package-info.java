/** What a zone decided about the rules it is held to. */
package dev.edict.command.api.settings;
