package dev.edict.command.retention;

import dev.edict.command.api.Attribution;
import dev.edict.command.api.retention.AuditRetentionChanged;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import javax.sql.DataSource;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.messaging.MetaData;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** {@code command.audit_retention}: one row, or none before it was first changed. */
@Component
@ProcessingGroup("lookups")
class JdbcAuditRetention {

    private final JdbcClient lookups;

    JdbcAuditRetention(@Qualifier("writePool") DataSource writePool) {
        this.lookups = JdbcClient.create(writePool);
    }

    Optional<Chosen> find() {
        return lookups.sql(
                        """
                select days, updated_by, updated_at from command.audit_retention
                """)
                .query((row, n) -> new Chosen(
                        row.getInt("days"),
                        row.getString("updated_by"),
                        row.getObject("updated_at", OffsetDateTime.class).toInstant()))
                .optional();
    }

    record Chosen(int days, String updatedBy, Instant updatedAt) {}

    @EventHandler
    void on(AuditRetentionChanged event, @Timestamp Instant at, MetaData metadata) {
        var by = Attribution.of(metadata);
        lookups.sql(
                        """
                insert into command.audit_retention (days, updated_by, updated_at)
                values (:days, events.author(:note, :actor), :at)
                on conflict (only_one) do update
                    set days = excluded.days, updated_by = excluded.updated_by, updated_at = excluded.updated_at
                """)
                .param("days", event.days())
                .param("note", by.noteId())
                .param("actor", by.actor())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }
}
