/** {@code command.admin_audit}: who used the Admin API, and with what result. */
package dev.edict.command.audit;
