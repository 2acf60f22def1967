package dev.edict.command.suite;

import dev.edict.command.api.Attribution;
import dev.edict.command.api.suite.SuiteDefined;
import dev.edict.command.api.suite.SuiteEvent;
import dev.edict.command.api.suite.SuiteRemoved;
import dev.edict.command.suite.SuiteService.StoredSuite;
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

/** {@code command.zone_suites} and {@code command.suite}. */
@Component
@ProcessingGroup("lookups")
class JdbcSuites implements DefinedSuites {

    private final JdbcClient lookups;

    JdbcSuites(@Qualifier("writePool") DataSource writePool) {
        this.lookups = JdbcClient.create(writePool);
    }

    @Override
    public Optional<Newest> find(String zoneId, String name) {
        return lookups.sql(
                        """
                select suite_version, description, content_sha256, cases, in_force from command.suite
                where zone_id = :zone and name = :name
                """)
                .param("zone", zoneId)
                .param("name", name)
                .query(Newest.class)
                .optional();
    }

    /** A suite and the version of all suites of its zone, as of the current transaction. */
    StoredSuite stored(String zoneId, String name, boolean created) {
        return lookups.sql(
                        """
                select z.suites_version, s.suite_version, s.description, s.cases, s.content_sha256, s.defined_at,
                    s.defined_by
                from command.suite s join command.zone_suites z on z.zone_id = s.zone_id
                where s.zone_id = :zone and s.name = :name
                """)
                .param("zone", zoneId)
                .param("name", name)
                .query((row, n) -> new StoredSuite(
                        created,
                        row.getLong("suites_version"),
                        row.getLong("suite_version"),
                        row.getString("description"),
                        row.getInt("cases"),
                        row.getString("content_sha256"),
                        row.getObject("defined_at", OffsetDateTime.class).toInstant(),
                        row.getString("defined_by")))
                .single();
    }

    @EventHandler
    void on(SuiteDefined event, @Timestamp Instant at, MetaData metadata) {
        var by = Attribution.of(metadata);
        lookups.sql(
                        """
                insert into command.suite
                    (zone_id, name, suite_version, description, content_sha256, cases, in_force, defined_by, defined_at)
                values (:zone, :name, :version, :description, :sha256, :cases, true, events.author(:note, :actor), :at)
                on conflict (zone_id, name) do update set
                    suite_version = excluded.suite_version, description = excluded.description,
                    content_sha256 = excluded.content_sha256, cases = excluded.cases, in_force = true,
                    defined_by = excluded.defined_by, defined_at = excluded.defined_at
                """)
                .param("zone", event.zoneId())
                .param("name", event.name())
                .param("version", event.suiteVersion())
                .param("description", event.description())
                .param("sha256", event.contentSha256())
                .param("cases", event.cases())
                .param("note", by.noteId())
                .param("actor", by.actor())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
        count(event);
    }

    @EventHandler
    void on(SuiteRemoved event) {
        lookups.sql(
                        """
                update command.suite set in_force = false where zone_id = :zone and name = :name
                """)
                .param("zone", event.zoneId())
                .param("name", event.name())
                .update();
        count(event);
    }

    private void count(SuiteEvent event) {
        lookups.sql(
                        """
                insert into command.zone_suites (zone_id, suites_version, suites, cases)
                values (:zone, :version, :count, :cases)
                on conflict (zone_id) do update set
                    suites_version = excluded.suites_version, suites = excluded.suites, cases = excluded.cases
                """)
                .param("zone", event.zoneId())
                .param("version", event.suitesVersion())
                .param("count", event.count())
                .param("cases", event.totalCases())
                .update();
    }
}
