/** {@code command.admin_audit}: the callers of the Admin API and the results. */
package dev.edict.command.audit;
