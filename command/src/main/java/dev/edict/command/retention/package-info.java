/** How long decision audit events are kept. */
package dev.edict.command.retention;
