package dev.edict.command.canary;

import dev.edict.command.api.Attribution;
import dev.edict.command.api.canary.CanaryDefined;
import dev.edict.command.api.canary.CanaryEvent;
import dev.edict.command.api.canary.CanaryRemoved;
import dev.edict.command.content.ContentCorrupted;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;
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

    /** The version of a zone's canaries; empty for a zone without any. */
    Optional<Long> versionIfAny(String zoneId) {
        return lookups.sql(
                        """
                select canaries_version from command.zone_canaries where zone_id = :zone and canaries > 0
                """)
                .param("zone", zoneId)
                .query(Long.class)
                .optional();
    }

    /**
     * All canaries of a zone, by name, in one statement, so that they are those of the version.
     *
     * @throws ContentCorrupted if an input is not the one that was defined
     */
    StoredCanaries all(String zoneId) {
        var rows = lookups.sql(
                        """
                select v.canaries_version, c.name, c.input_sha256, t.content as input, c.expect, c.expect_reason
                from command.zone_canaries v
                join command.canary c on c.zone_id = v.zone_id
                left join events.content t on t.sha256 = c.input_sha256
                where v.zone_id = :zone
                order by c.name
                """)
                .param("zone", zoneId)
                .query(Row.class)
                .list();
        return new StoredCanaries(
                rows.isEmpty() ? 0 : rows.get(0).canariesVersion(),
                rows.stream().map(Row::verified).toList());
    }

    /** The canaries of a zone as of one instant; version 0 for none. */
    record StoredCanaries(long canariesVersion, List<StoredInput> canaries) {}

    record StoredInput(String name, String input, String expect, @Nullable String expectReason) {}

    private record Row(
            long canariesVersion,
            String name,
            String inputSha256,
            @Nullable String input,
            String expect,
            @Nullable String expectReason) {

        StoredInput verified() {
            return new StoredInput(
                    name, ContentCorrupted.verifiedInput(name, inputSha256, input), expect, expectReason);
        }
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
