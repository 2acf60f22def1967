package dev.edict.projector.suite;

import dev.edict.command.api.Attribution;
import dev.edict.command.api.suite.SuiteDefined;
import dev.edict.command.api.suite.SuiteEvent;
import dev.edict.command.api.suite.SuiteRemoved;
import dev.edict.projector.tables.ViewRow;
import dev.edict.projector.tables.ViewStatement;
import dev.edict.projector.tables.ViewStatement.Repeated;
import dev.edict.projector.tables.ViewTable;
import dev.edict.projector.tables.ViewWriter;
import java.time.Instant;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.messaging.MetaData;
import org.springframework.stereotype.Component;

/** Maintains {@code suite_versions} and {@code zone_suites}. */
@Component
@ProcessingGroup("enforcement")
class SuiteProjector {

    private static final ViewStatement END_CURRENT = new ViewStatement(
            ViewTable.SUITE_VERSIONS,
            1,
            """
            update suite_versions s set in_force = false
            from {rows} where s.zone_id = zone and s.name = r.name and in_force
            """,
            Repeated.FOLLOWS);

    private static final ViewStatement DEFINE = new ViewStatement(
                    ViewTable.SUITE_VERSIONS,
                    2,
                    """
                    insert into suite_versions
                        (zone_id, name, version, description, content, content_sha256, cases, in_force, defined_by,
                        defined_at)
                    select zone, name, version, description, content, r.sha256, cases, true,
                        events.author(note, actor), at
                    from {rows} join events.content t on t.sha256 = r.sha256
                        and encode(sha256(convert_to(t.content, 'UTF8')), 'hex') = r.sha256
                    """,
                    Repeated.FOLLOWS)
            .orElse(row -> "the log has no text with the SHA-256 %s of suite %s: it is missing or was changed"
                    .formatted(row.value("sha256"), row.value("name")));

    private static final ViewStatement COUNT = new ViewStatement(
            ViewTable.ZONE_SUITES,
            1,
            """
            insert into zone_suites (zone_id, suites_version, suites, cases)
            select zone, version, count, cases from {rows}
            on conflict (zone_id) do update set
                suites_version = excluded.suites_version, suites = excluded.suites, cases = excluded.cases
            """,
            Repeated.REPLACES);

    private final ViewWriter writer;

    SuiteProjector(ViewWriter writer) {
        this.writer = writer;
    }

    @EventHandler
    void on(SuiteDefined event, @Timestamp Instant at, MetaData metadata) {
        var by = Attribution.of(metadata);
        writer.write(END_CURRENT, suite(event.zoneId(), event.name()));
        writer.write(
                DEFINE,
                suite(event.zoneId(), event.name())
                        .number("version", event.suiteVersion())
                        .text("description", event.description())
                        .number("cases", (long) event.cases())
                        .text("note", by.noteId())
                        .text("actor", by.actor())
                        .time("at", at)
                        .text("sha256", event.contentSha256()));
        count(event);
    }

    @EventHandler
    void on(SuiteRemoved event) {
        writer.write(END_CURRENT, suite(event.zoneId(), event.name()));
        count(event);
    }

    private void count(SuiteEvent event) {
        writer.write(
                COUNT,
                ViewRow.of(event.zoneId())
                        .text("zone", event.zoneId())
                        .number("version", event.suitesVersion())
                        .number("count", (long) event.count())
                        .number("cases", (long) event.totalCases()));
    }

    private static ViewRow suite(String zoneId, String name) {
        return ViewRow.of(zoneId + "/" + name).text("zone", zoneId).text("name", name);
    }
}
