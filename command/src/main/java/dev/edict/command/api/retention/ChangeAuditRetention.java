package dev.edict.command.api.retention;

import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Changes the retention of decision audit events. */
public record ChangeAuditRetention(@TargetAggregateIdentifier String retentionId, int days) {

    /** The id of the only aggregate: one retention applies to all zones. */
    public static final String ID = "audit-retention";

    public ChangeAuditRetention(int days) {
        this(ID, days);
    }
}
