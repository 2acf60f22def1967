/** Months of decision audit events: made ahead, and sealed and dropped after their retention. */
package dev.edict.audit.retention;
