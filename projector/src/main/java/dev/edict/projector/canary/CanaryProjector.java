package dev.edict.projector.canary;

import dev.edict.command.api.Attribution;
import dev.edict.command.api.canary.CanaryDefined;
import dev.edict.command.api.canary.CanaryEvent;
import dev.edict.command.api.canary.CanaryRemoved;
import java.time.Instant;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.messaging.MetaData;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Maintains {@code canaries} and {@code zone_canaries}. */
@Component
@ProcessingGroup("enforcement")
class CanaryProjector {

    private final JdbcClient views;

    CanaryProjector(@Qualifier("writePool") DataSource writePool) {
        this.views = JdbcClient.create(writePool);
    }

    @EventHandler
    void on(CanaryDefined event, @Timestamp Instant at, MetaData metadata) {
        var by = Attribution.of(metadata);
        var defined = views.sql(
                        """
                insert into canaries
                    (zone_id, name, input, input_sha256, expect, expect_reason, defined_by, defined_at)
                select :zone, :name, content, sha256, :expect, :reason, events.author(:note, :actor), :at
                from events.content
                where sha256 = :sha256 and encode(sha256(convert_to(content, 'UTF8')), 'hex') = :sha256
                on conflict (zone_id, name) do update set
                    input = excluded.input, input_sha256 = excluded.input_sha256, expect = excluded.expect,
                    expect_reason = excluded.expect_reason, defined_by = excluded.defined_by,
                    defined_at = excluded.defined_at
                """)
                .param("zone", event.zoneId())
                .param("name", event.name())
                .param("expect", event.expect())
                .param("reason", event.expectReason())
                .param("note", by.noteId())
                .param("actor", by.actor())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("sha256", event.inputSha256())
                .update();
        if (defined != 1) {
            throw new IllegalStateException(
                    "the log has no text with the SHA-256 %s of canary %s: it is missing or was changed"
                            .formatted(event.inputSha256(), event.name()));
        }
        count(event);
    }

    @EventHandler
    void on(CanaryRemoved event) {
        views.sql("""
                delete from canaries where zone_id = :zone and name = :name
                """)
                .param("zone", event.zoneId())
                .param("name", event.name())
                .update();
        count(event);
    }

    private void count(CanaryEvent event) {
        views.sql(
                        """
                insert into zone_canaries (zone_id, canaries_version, canaries) values (:zone, :version, :count)
                on conflict (zone_id) do update set
                    canaries_version = excluded.canaries_version, canaries = excluded.canaries
                """)
                .param("zone", event.zoneId())
                .param("version", event.canariesVersion())
                .param("count", event.count())
                .update();
    }
}
