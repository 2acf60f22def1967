/** The stream of invalidations, as far as the event log tells of it. */
package dev.edict.command.api.stream;
