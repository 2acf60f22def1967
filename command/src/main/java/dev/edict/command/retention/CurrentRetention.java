package dev.edict.command.retention;

import dev.edict.command.api.retention.DecisionRetention;
import org.springframework.stereotype.Component;

/** The retention that was chosen, or the operator's limit if that is lower or nothing was chosen. */
@Component
class CurrentRetention implements DecisionRetention {

    private final JdbcAuditRetention retention;
    private final RetentionProperties properties;

    CurrentRetention(JdbcAuditRetention retention, RetentionProperties properties) {
        this.retention = retention;
        this.properties = properties;
    }

    @Override
    public int days() {
        var max = properties.maxDays();
        return retention.find().map(chosen -> Math.min(chosen.days(), max)).orElse(max);
    }
}
