package dev.edict.query.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.query.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A year of a busy zone, in a process with little memory. */
@Tag("servers")
class ReportLargeZoneTest {

    private static final int EVENTS = 100_000;
    private static final long LONGEST_MILLIS = 30_000;

    private final Tables tables = new Tables();

    @TempDir
    private Path folder;

    @Test
    void a_year_with_100_000_events_is_reported_in_64_mib_and_30_s_of_a_processor()
            throws IOException, InterruptedException, SQLException {
        var log = new WrittenLog(tables, Instant.parse("2025-12-31T00:00:00Z"));
        log.registered("Busy");
        a_year(log);
        tables.change("analyze events.domain_event");
        var file = folder.resolve("report");
        var took = ReportText.inAnotherProcess(
                "-Xmx64m", url(), "HTML", "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z", file.toString());
        System.out.printf("%,d events: %s, %,d bytes%n", EVENTS, took, Files.size(file));
        // not by the clock, because the machine of a build does other things too
        assertThat(took.processorMillis()).isLessThan(LONGEST_MILLIS);
        assertThat(Files.readString(file)).contains("reason of 1<", "reason of " + EVENTS + "<");
    }

    private String url() throws SQLException {
        try (var connection = tables.database().getConnection()) {
            return connection.getMetaData().getURL();
        }
    }

    /** Activations with reasons, each a period of its own, from sealed versions with names. */
    private static void a_year(WrittenLog log) {
        log.write(
                """
                insert into events.note select 'n' || i, '\\x00', 'reason of ' || i from generate_series(1, %1$s) i;
                insert into events.domain_event (global_index, event_id, aggregate_type, aggregate_id, sequence_number,
                    event_type, revision, payload, metadata, occurred_at, recorded_at)
                select 1 + i, 'e' || 1 + i, 'A', 'z1', 1 + i, 'zone.version_activated', '2',
                    json_build_object('zoneId', 'z1', 'policySetId', 's1', 'versionId', 'v' || i %% 1000,
                        'manifestSha256', repeat('a', 64), 'activationSeq', i, 'replacedSeq', i - 1,
                        'previousVersionId', 'v' || (i - 1) %% 1000, 'simulationId', null,
                        'grounds', json_build_object('reason', json_build_object('noteId', 'n' || i, 'sha256', 'x'),
                            'previewDigest', repeat('b', 64), 'evidence', null, 'canaries', null),
                        'dispatchId', gen_random_uuid())::text,
                    json_build_object('actor', 'admin:ci', 'requestId', gen_random_uuid(),
                        'correlationId', gen_random_uuid())::text,
                    '2026-01-01T00:00:00.000000Z',
                    '2026-01-01T00:00:00Z'::timestamptz + i * interval '5 minutes'
                from generate_series(1, %1$s) i;
                insert into events.domain_event (global_index, event_id, aggregate_type, aggregate_id, sequence_number,
                    event_type, revision, payload, metadata, occurred_at, recorded_at)
                values (2 + %1$s, 'last', 'A', 'z1', 2 + %1$s, 'zone.changed', '1', '{"zoneId":"z1","name":"x"}', '{}',
                    '2027-01-01T00:00:00.000000Z', '2027-01-01T00:00:00Z');
                update events.high_water set global_index = 2 + %1$s, event_id = 'last',
                    recorded_at = '2027-01-01T00:00:00Z'
                """
                        .formatted(EVENTS));
    }
}
