package dev.edict.query.trail;

import static dev.edict.query.Tables.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.query.QueryRejection.Reason;
import dev.edict.query.Slice;
import dev.edict.query.Tables;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

@Tag("servers")
@TestInstance(Lifecycle.PER_CLASS)
class FilterTimelineTest {

    private static final String TIMELINE = "/v1/zones/z1/timeline?";
    private static final String LONG_TIMELINE = "/v1/zones/z9/timeline?";

    private final Tables tables = Tables.lasting();
    private final Slice slice = slice(50_000);

    @BeforeAll
    void a_history() {
        tables.zone("z1", START);
        tables.change("insert into events.note (note_id, salt, text) values ('kim', '\\x00', 'Kim')");
        happened(1, "2026-01-01T00:00:00Z", "admin:a", "policy.created", "r1");
        happened(2, "2026-01-02T00:00:00Z", "admin:b", "policy.created", "r2");
        happened(3, "2026-01-03T00:00:00Z", "admin:a", "zone.version_activated", "r3");
        happened(4, "2026-01-04T00:00:00Z", "admin:b", "zone.version_activated", "r3");
        happened(5, "2026-01-04T12:00:00Z", "admin:a", "policy.created", "r5");
        happened(6, "2026-01-05T00:00:00Z", "admin:c", "zone.deactivated", "r6");
        tables.change("update views.timeline set occurred_at = '2026-01-01T12:00:00Z' where sequence = 5");
        tables.change("update views.timeline set policy_id = 'p1' where sequence <= 2");
        tables.change("update views.timeline set policy_set_version_id = 'v1' where sequence in (3, 4)");
        tables.change("update views.timeline set correlation_id = 'r3' where sequence = 6");
        tables.change("update views.timeline set on_behalf_of_note_id = 'kim', search = search || "
                + "array_to_tsvector(array['name:' || encode(sha256('Kim'), 'hex')]) where sequence in (2, 4)");
        elsewhere(7);
        tables.zone("z9", START);
        tables.change(
                """
                insert into views.timeline
                    (recorded_at, correlation_id, search, sequence, event_id, event_type, occurred_at, actor, request_id, zone_id, summary)
                select now(), 'request', '', n, 'e' || n, 'policy.created', timestamptz '2026-02-01Z' + n * interval '1 second', 'admin:a',
                    'request-' || n, 'z9', '' from generate_series(100, 9000) n
                """);
        tables.change("analyze views.timeline");
    }

    @ParameterizedTest
    @CsvSource({
        "since=2026-01-03T00:00:00Z, 6 5 4 3",
        "until=2026-01-03T00:00:00Z, 2 1",
        "since=2026-01-01T12:00:00Z&until=2026-01-04T00:00:00Z, 3 2",
        "since=2026-01-03T02:00:00%2B02:00&until=2026-01-04T00:00:00.000001Z, 4 3",
        "since=2027-01-01T00:00:00Z, ''",
        "until=2025-01-01T00:00:00Z, ''",
        "actor=admin:a, 5 3 1",
        "event=zone.version_activated, 4 3",
        "request_id=r3, 4 3",
        "actor=admin:a&event=policy.created&since=2026-01-01T06:00:00Z, 5",
        "actor=admin:a&request_id=r3&event=zone.version_activated, 3",
        "actor=admin, ''",
        "text=happened, 6 5 4 3 2 1",
        "text=HAPPENED%20it%20r3, 4 3",
        "text=%22it%20happened%22, 6 5 4 3 2 1",
        "text=%22happened%20it%22, ''",
        "text=happened%20-r3, 6 5 2 1",
        "text=r3%20or%20r6, 6 4 3",
        "text=zone:z1, ''",
        "on_behalf_of=Kim, 4 2",
        "on_behalf_of=kim, ''",
        "on_behalf_of=Kim&text=r3, 4",
        "entity_id=p1, 2 1",
        "version_id=v1, 4 3",
        "version_id=v1&actor=admin:b, 4",
        "correlation_id=r3, 6 4 3",
        "correlation_id=r6, ''"
    })
    void lists_the_entries_that_match_every_condition(String filter, String sequences) {
        for (int examined : List.of(50_000, 2)) {
            for (int limit : List.of(500, 2, 1)) {
                assertThat(walk(slice(examined), filter + "&order=desc", limit))
                        .as("%d examined, %d a page", examined, limit)
                        .isEqualTo(sequences);
            }
        }
        assertThat(walk(slice, filter + "&order=asc", 1))
                .isEqualTo(new StringBuilder(sequences).reverse().toString());
    }

    @Test
    void returns_a_short_page_with_a_cursor_after_the_examination_limit() {
        var page = slice(2).get(TIMELINE + "actor=admin:a&event=policy.created&limit=2");
        assertThat(page.get("items").toString()).contains("\"sequence\":5").doesNotContain("\"sequence\":1");
        assertThat(page.get("next_cursor").isNull()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "actor=admin:b", "actor=admin:a&event=policy.created", "request_id=admin:a"})
    void a_cursor_is_valid_only_with_its_own_filter(String otherFilter) {
        var cursor =
                slice.get(TIMELINE + "actor=admin:a&limit=1").get("next_cursor").stringValue();
        assertThat(slice.refused(TIMELINE + otherFilter + "&cursor=" + cursor).reason())
                .isEqualTo(Reason.INVALID_CURSOR);
    }

    @ParameterizedTest
    @CsvSource({
        "actor=admin:rare, timeline_actor",
        "event=zone.rare, timeline_event",
        "request_id=rare, timeline_request",
        "correlation_id=rare, timeline_correlation",
        "entity_id=rare, timeline_entity",
        "version_id=rare, timeline_version"
    })
    void a_page_reads_no_more_of_the_history_than_it_shows(String filter, String index) throws SQLException {
        var sql = JdbcClient.create(tables.database());
        var before = scans(sql, "timeline_zone");
        var found = scans(sql, index);
        try (var connection = tables.database().getConnection()) {
            var asked = new SingleConnectionDataSource(connection, true);
            slice(asked, 50_000).get(LONG_TIMELINE + filter + "&order=asc");
            JdbcClient.create(asked)
                    .sql("select pg_stat_force_next_flush()")
                    .query()
                    .listOfRows();
        }
        assertThat(scans(sql, index)).as("scans of %s", index).isGreaterThan(found);
        assertThat(scans(sql, "timeline_zone")).as("scans of the whole history").isEqualTo(before);
    }

    private static long scans(JdbcClient sql, String index) {
        return sql.sql("select idx_scan from pg_stat_user_indexes where schemaname = 'views' and indexrelname = :index")
                .param("index", index)
                .query(Long.class)
                .single();
    }

    private Slice slice(int mostExamined) {
        return slice(tables.database(), mostExamined);
    }

    private static Slice slice(DataSource database, int mostExamined) {
        return new Slice(TimelineSlices.controller(database, new TimelineEntries(database, mostExamined)));
    }

    private static String walk(Slice slice, String query, int limit) {
        var sequences = new ArrayList<String>();
        var cursor = "";
        while (true) {
            var page = slice.get(TIMELINE + query + "&limit=" + limit + cursor);
            page.get("items").forEach(item -> sequences.add(item.get("sequence").asString()));
            if (page.get("next_cursor").isNull()) {
                return String.join(" ", sequences);
            }
            cursor = "&cursor=" + page.get("next_cursor").stringValue();
        }
    }

    private void happened(long sequence, String recordedAt, String actor, String event, String requestId) {
        tables.logged(sequence, Instant.parse(recordedAt));
        tables.change(
                """
                insert into views.timeline (sequence, event_id, event_type, recorded_at, occurred_at, actor, request_id,
                    correlation_id, zone_id, summary, search)
                values (?, ?, ?, ?, ?, ?, ?, ?, 'z1', 'It happened', to_tsvector('simple', 'It happened ' || ?::text)
                    || array_to_tsvector(array['zone:z1']))
                """,
                sequence,
                "event-" + sequence,
                event,
                Tables.utc(Instant.parse(recordedAt)),
                Tables.utc(Instant.parse(recordedAt)),
                actor,
                requestId,
                requestId,
                requestId);
    }

    /** An entry of another zone that matches nearly everything. */
    private void elsewhere(long sequence) {
        happened(sequence, "2026-01-06T00:00:00Z", "admin:a", "policy.created", "r3");
        tables.change("update views.timeline set zone_id = 'z2', policy_id = 'p1', policy_set_version_id = 'v1',"
                + " search = to_tsvector('simple', 'It happened r3') || array_to_tsvector(array['zone:z2'])"
                + " where sequence = " + sequence);
    }
}
