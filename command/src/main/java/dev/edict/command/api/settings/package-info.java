/** The settings of a zone: how strictly Edict checks its policies. */
package dev.edict.command.api.settings;
