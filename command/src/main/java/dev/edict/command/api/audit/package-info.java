/** The audit of Admin API requests. */
package dev.edict.command.api.audit;
