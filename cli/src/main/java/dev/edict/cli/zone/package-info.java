/** Commands that ask about a zone of a running Edict. */
package dev.edict.cli.zone;
