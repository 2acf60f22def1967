/** Commands and events of the canary requests of a zone. */
package dev.edict.command.api.canary;
