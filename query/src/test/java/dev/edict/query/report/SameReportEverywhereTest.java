package dev.edict.query.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.query.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A report has the same bytes wherever and whenever it is made. */
@Tag("servers")
class SameReportEverywhereTest {

    private static final String FROM = "2026-01-01T00:00:00Z";
    private static final String TO = "2026-07-01T00:00:00Z";

    private static final Tables tables = Tables.lasting();

    @TempDir
    private Path folder;

    @BeforeAll
    static void a_zone_with_a_past() {
        var log = new WrittenLog(tables, Instant.parse("2025-12-31T23:30:00Z"));
        log.registered("Zürich “Zahlungen”");
        log.event("policy_set.created", "s1", "{\"zoneId\":\"z1\",\"policySetId\":\"s1\",\"name\":\"İstanbul\"}");
        log.event(
                "admin_token.minted",
                "t1",
                "{\"tokenId\":\"t1\",\"zoneId\":\"*\",\"name\":\"ci\",\"capability\":\"write\",\"expiresAt\":\"2026-05-05T05:05:05Z\"}");
        log.note("n1", "zu großzügig: 1234567");
        for (var seq = 1; seq < 300; seq++) {
            log.at("2026-01-%02dT00:00:00Z".formatted(1 + seq / 10)).activated(seq, "v" + seq % 3, "");
        }
        log.event(
                "zone.activation_rolled_back",
                "z1",
                "{\"zoneId\":\"z1\",\"policySetId\":\"s1\",\"versionId\":\"v1\",\"activationSeq\":300,\"reason\":{\"noteId\":\"n1\"}}");
        log.ofZone("decision_partition.sealed", Map.of("month", "2026-02", "decisions", 1_234_567));
        log.write("insert into bridge.load (replica, incarnation, zone_id, activation_seq, from_at, recorded_at)"
                + " select replica, 1, 'z1', 4, '2026-01-02T00:00:00Z', '2026-01-02T00:00:00Z'"
                + " from unnest(array['a', 'B', 'ä', 'z', 'İ']) replica");
        log.at(TO).ofZone("zone.changed", Map.of("name", "later"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTML", "JSON", "CSV"})
    void the_locale_and_the_time_zone_of_the_process_change_nothing(String format) {
        var here = ReportText.of(tables.database(), format, FROM, TO);
        var locale = Locale.getDefault();
        var zone = TimeZone.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab-ca-islamic"));
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
            assertThat(ReportText.of(tables.database(), format, FROM, TO)).isEqualTo(here);
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTML", "JSON", "CSV"})
    void another_process_with_another_locale_time_zone_and_encoding_writes_the_same_bytes(String format)
            throws IOException, InterruptedException, SQLException {
        var elsewhere = folder.resolve("report");
        ReportText.inAnotherProcess(
                "-Duser.language=tr -Duser.country=TR -Duser.timezone=America/St_Johns -Dfile.encoding=ISO-8859-1"
                        + " -Djava.locale.providers=COMPAT,CLDR",
                url(),
                format,
                FROM,
                TO,
                elsewhere.toString());
        assertThat(Files.readString(elsewhere)).isEqualTo(ReportText.of(tables.database(), format, FROM, TO));
    }

    private String url() throws SQLException {
        try (var connection = tables.database().getConnection()) {
            return connection.getMetaData().getURL();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTML", "JSON", "CSV"})
    void no_view_is_needed(String format) {
        var before = ReportText.of(tables.database(), format, FROM, TO);
        tables.change("drop schema if exists views cascade");
        assertThat(ReportText.of(tables.database(), format, FROM, TO)).isEqualTo(before);
    }

    @Test
    void what_is_recorded_after_the_period_changes_nothing() {
        var before = ReportText.of(tables.database(), "HTML", FROM, TO);
        tables.change(
                """
                insert into events.domain_event (event_id, aggregate_type, aggregate_id, sequence_number, event_type,
                    revision, payload, metadata, occurred_at, global_index)
                values ('late', 'A', 't1', 2, 'admin_token.revoked', '1', '{"tokenId":"t1","zoneId":"*"}', '{}',
                    '2026-02-01T00:00:00.000000Z', 0),
                    ('later', 'A', 'z1', 2000, 'decision_partition.sealed', '1', '{"zoneId":"z1","month":"2026-03"}',
                    '{}', '2026-02-01T00:00:00.000000Z', 0)
                """);
        assertThat(ReportText.of(tables.database(), "HTML", FROM, TO)).isEqualTo(before);
    }
}
