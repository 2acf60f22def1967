package dev.edict.projector.suite;

import dev.edict.command.api.Attribution;
import dev.edict.command.api.suite.SuiteDefined;
import dev.edict.command.api.suite.SuiteEvent;
import dev.edict.command.api.suite.SuiteRemoved;
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

/** Maintains {@code suite_versions} and {@code zone_suites}. */
@Component
@ProcessingGroup("enforcement")
class SuiteProjector {

    private final JdbcClient views;

    SuiteProjector(@Qualifier("writePool") DataSource writePool) {
        this.views = JdbcClient.create(writePool);
    }

    @EventHandler
    void on(SuiteDefined event, @Timestamp Instant at, MetaData metadata) {
        endCurrent(event.zoneId(), event.name());
        var by = Attribution.of(metadata);
        var defined = views.sql(
                        """
                insert into suite_versions
                    (zone_id, name, version, description, content, content_sha256, cases, in_force, defined_by, defined_at)
                select :zone, :name, :version, :description, content, sha256, :cases, true,
                    events.author(:note, :actor), :at
                from events.content
                where sha256 = :sha256 and encode(sha256(convert_to(content, 'UTF8')), 'hex') = :sha256
                """)
                .param("zone", event.zoneId())
                .param("name", event.name())
                .param("version", event.suiteVersion())
                .param("description", event.description())
                .param("cases", event.cases())
                .param("note", by.noteId())
                .param("actor", by.actor())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("sha256", event.contentSha256())
                .update();
        if (defined != 1) {
            throw new IllegalStateException(
                    "the log has no text with the SHA-256 %s of suite %s: it is missing or was changed"
                            .formatted(event.contentSha256(), event.name()));
        }
        count(event);
    }

    @EventHandler
    void on(SuiteRemoved event) {
        endCurrent(event.zoneId(), event.name());
        count(event);
    }

    private void endCurrent(String zoneId, String name) {
        views.sql(
                        """
                update suite_versions set in_force = false where zone_id = :zone and name = :name and in_force
                """)
                .param("zone", zoneId)
                .param("name", name)
                .update();
    }

    private void count(SuiteEvent event) {
        views.sql(
                        """
                insert into zone_suites (zone_id, suites_version, suites, cases)
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
