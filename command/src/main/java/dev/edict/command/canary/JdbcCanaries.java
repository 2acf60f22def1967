package dev.edict.command.canary;

import dev.edict.command.api.Attribution;
import dev.edict.command.api.canary.CanaryDefined;
import dev.edict.command.api.canary.CanaryEvent;
import dev.edict.command.api.canary.CanaryRemoved;
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

/** {@code command.zone_canaries} and {@code command.canary}. */
@Component
@ProcessingGroup("lookups")
class JdbcCanaries implements DefinedCanaries {

    private final JdbcClient lookups;

    JdbcCanaries(@Qualifier("writePool") DataSource writePool) {
        this.lookups = JdbcClient.create(writePool);
    }

    @Override
    public Optional<Definition> find(String zoneId, String name) {
        return lookups.sql(
                        """
                select input_sha256, expect, expect_reason from command.canary where zone_id = :zone and name = :name
                """)
                .param("zone", zoneId)
                .param("name", name)
                .query(Definition.class)
                .optional();
    }

    /** Two different deny reasons contradict each other as well; a canary without a reason accepts any. */
    @Override
    public Optional<Contradiction> contradicting(String zoneId, String name, Definition definition) {
        return lookups.sql(
                        """
                select name, expect, expect_reason from command.canary
                where zone_id = :zone and input_sha256 = :sha256 and name <> :name
                    and (expect <> :expect or expect_reason <> :reason)
                order by name limit 1
                """)
                .param("zone", zoneId)
                .param("sha256", definition.inputSha256())
                .param("name", name)
                .param("expect", definition.expect())
                .param("reason", definition.expectReason())
                .query(Contradiction.class)
                .optional();
    }

    /** The version of a zone's canaries as of the current transaction; 0 for a zone that never had one. */
    long version(String zoneId) {
        return lookups.sql(
                        """
                select coalesce((select canaries_version from command.zone_canaries where zone_id = :zone), 0)
                """)
                .param("zone", zoneId)
                .query(Long.class)
                .single();
    }

    /** Who defined a canary and when, as of the current transaction. */
    Defined defined(String zoneId, String name) {
        return lookups.sql(
                        """
                select defined_at, defined_by from command.canary where zone_id = :zone and name = :name
                """)
                .param("zone", zoneId)
                .param("name", name)
                .query((row, n) -> new Defined(
                        row.getObject("defined_at", OffsetDateTime.class).toInstant(), row.getString("defined_by")))
                .single();
    }

    record Defined(Instant at, String by) {}

    @EventHandler
    void on(CanaryDefined event, @Timestamp Instant at, MetaData metadata) {
        var by = Attribution.of(metadata);
        lookups.sql(
                        """
                insert into command.canary
                    (zone_id, name, input_sha256, expect, expect_reason, defined_by, defined_at)
                values (:zone, :name, :sha256, :expect, :reason, events.author(:note, :actor), :at)
                on conflict (zone_id, name) do update set
                    input_sha256 = excluded.input_sha256, expect = excluded.expect,
                    expect_reason = excluded.expect_reason, defined_by = excluded.defined_by,
                    defined_at = excluded.defined_at
                """)
                .param("zone", event.zoneId())
                .param("name", event.name())
                .param("sha256", event.inputSha256())
                .param("expect", event.expect())
                .param("reason", event.expectReason())
                .param("note", by.noteId())
                .param("actor", by.actor())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
        count(event);
    }

    @EventHandler
    void on(CanaryRemoved event) {
        lookups.sql(
                        """
                delete from command.canary where zone_id = :zone and name = :name
                """)
                .param("zone", event.zoneId())
                .param("name", event.name())
                .update();
        count(event);
    }

    private void count(CanaryEvent event) {
        lookups.sql(
                        """
                insert into command.zone_canaries (zone_id, canaries_version, canaries) values (:zone, :version, :count)
                on conflict (zone_id) do update set
                    canaries_version = excluded.canaries_version, canaries = excluded.canaries
                """)
                .param("zone", event.zoneId())
                .param("version", event.canariesVersion())
                .param("count", event.count())
                .update();
    }
}
