package dev.edict.command.api.retention;

import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Keep decision audit events for so many days. */
public record ChangeAuditRetention(@TargetAggregateIdentifier String retentionId, int days) {

    /** There is one retention for all zones. */
    public static final String ID = "audit-retention";

    public ChangeAuditRetention(int days) {
        this(ID, days);
    }
}
