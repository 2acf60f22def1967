/** What the Admin API tells about its own use. */
package dev.edict.command.api.audit;
