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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

@Tag("servers")
class FilterTimelineTest {

    private static final String TIMELINE = "/v1/zones/z1/timeline?";

    private final Tables tables = new Tables();
    private final Slice slice = slice(50_000);

    @BeforeEach
    void a_history() {
        tables.zone("z1", START);
        happened(1, "2026-01-01T00:00:00Z", "admin:a", "policy.created", "r1");
        happened(2, "2026-01-02T00:00:00Z", "admin:b", "policy.created", "r2");
        happened(3, "2026-01-03T00:00:00Z", "admin:a", "zone.version_activated", "r3");
        happened(4, "2026-01-04T00:00:00Z", "admin:b", "zone.version_activated", "r3");
        happened(5, "2026-01-01T12:00:00Z", "admin:a", "policy.created", "r5"); // imported: it occurred before
        happened(6, "2026-01-05T00:00:00Z", "admin:c", "zone.deactivated", "r6");
    }

    @ParameterizedTest
    @CsvSource({
        "since=2026-01-03T00:00:00Z, 6 4 3",
        "until=2026-01-03T00:00:00Z, 5 2 1",
        "since=2026-01-01T12:00:00Z&until=2026-01-04T00:00:00Z, 5 3 2",
        "since=2026-01-03T02:00:00%2B02:00&until=2026-01-04T00:00:00.000001Z, 4 3",
        "since=2027-01-01T00:00:00Z, ''",
        "actor=admin:a, 5 3 1",
        "event=zone.version_activated, 4 3",
        "request_id=r3, 4 3",
        "actor=admin:a&event=policy.created&since=2026-01-01T06:00:00Z, 5",
        "actor=admin:a&request_id=r3&event=zone.version_activated, 3",
        "actor=admin, ''"
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
        var page = slice(2).get(TIMELINE + "until=2026-01-02T00:00:00Z&limit=2");
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
        "since=2027-01-01T00:00:00Z&until=2027-01-02T00:00:00Z, timeline_period"
    })
    void a_page_reads_no_more_of_the_history_than_it_shows(String filter, String index) throws SQLException {
        tables.change(
                """
                insert into views.timeline
                    (sequence, event_id, event_type, occurred_at, actor, request_id, zone_id, summary)
                select n, 'e' || n, 'policy.created', timestamptz '2026-02-01Z' + n * interval '1 second', 'admin:a',
                    'request-' || n, 'z1', '' from generate_series(100, 9000) n
                """);
        tables.change("analyze views.timeline");
        var sql = JdbcClient.create(tables.database());
        try (var connection = tables.database().getConnection()) {
            var asked = new SingleConnectionDataSource(connection, true);
            slice(asked, 50_000).get(TIMELINE + filter + "&order=asc");
            JdbcClient.create(asked)
                    .sql("select pg_stat_force_next_flush()")
                    .query()
                    .listOfRows();
        }
        assertThat(scans(sql, index)).as("scans of %s", index).isPositive();
        assertThat(scans(sql, "timeline_zone")).as("scans of the whole history").isZero();
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
        return new Slice(
                new TimelineController(new TimelineReader(database), new TimelineEntries(database, mostExamined)));
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

    private void happened(long sequence, String at, String actor, String event, String requestId) {
        tables.change(
                """
                insert into views.timeline
                    (sequence, event_id, event_type, occurred_at, actor, request_id, zone_id, summary)
                values (?, ?, ?, ?, ?, ?, 'z1', 'It happened')
                """,
                sequence,
                "event-" + sequence,
                event,
                Tables.utc(Instant.parse(at)),
                actor,
                requestId);
    }
}
