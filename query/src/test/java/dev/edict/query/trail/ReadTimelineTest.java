package dev.edict.query.trail;

import static dev.edict.query.Tables.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.query.Cursors;
import dev.edict.query.QueryRejection.Reason;
import dev.edict.query.Slice;
import dev.edict.query.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("servers")
class ReadTimelineTest {

    private static final String TIMELINE = "/v1/zones/z1/timeline";

    private final Tables tables = new Tables();
    private final Slice slice =
            new Slice(TimelineSlices.controller(tables.database(), new TimelineEntries(tables.database())));

    @BeforeEach
    void a_zone() {
        tables.zone("z1", START);
    }

    @Test
    void shows_a_rollback_with_all_members() {
        tables.policySet("s1", "z1", START);
        tables.sealed("v1", "s1", 1, START);
        tables.change("insert into events.note (note_id, salt, text) values ('n1', '\\x00', 'v2 denies too much')");
        rollback(7, "n1");
        assertThat(slice.get(TIMELINE).toString())
                .isEqualTo(
                        "{\"items\":[{\"sequence\":7,\"event_id\":\"event-7\","
                                + "\"event\":\"zone.activation_rolled_back\",\"occurred_at\":\"2026-01-01T00:00:00.123456Z\","
                                + "\"recorded_at\":\"2026-01-02T00:00:00.654321Z\","
                                + "\"actor\":\"admin:a\",\"on_behalf_of\":null,\"on_behalf_of_note_id\":null,"
                                + "\"via_operator\":false,\"request_id\":\"request\","
                                + "\"correlation_id\":\"request\",\"zone_id\":\"z1\","
                                + "\"summary\":\"Rolled back\",\"policy_id\":null,\"policy_version_id\":null,"
                                + "\"policy_set_id\":\"s1\",\"policy_set_name\":\"Set s1\",\"policy_set_version_id\":\"v1\","
                                + "\"version\":1,\"activation_seq\":3,\"previous_version_id\":\"v2\","
                                + "\"governing_version_id\":\"v1\",\"simulation_id\":null,"
                                + "\"reason\":\"v2 denies too much\",\"reason_note_id\":\"n1\",\"cause\":null,\"effects\":[]}],\"next_cursor\":null}");
    }

    @Test
    void a_reason_that_was_erased_is_null() {
        rollback(7, "erased");
        var row = slice.get(TIMELINE).get("items").get(0);
        assertThat(row.get("reason").isNull()).isTrue();
        assertThat(row.get("policy_set_name").isNull()).isTrue();
        assertThat(row.get("version").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 500})
    void it_runs_in_both_orders_without_a_gap_between_pages(int limit) {
        LongStream.of(2, 3, 5, 8, 13, 21).forEach(sequence -> happened(sequence, "z1"));
        LongStream.of(1, 4, 6).forEach(sequence -> happened(sequence, "z2"));
        assertThat(walk("", limit)).containsExactly(21L, 13L, 8L, 5L, 3L, 2L);
        assertThat(walk("order=desc&", limit)).containsExactly(21L, 13L, 8L, 5L, 3L, 2L);
        assertThat(walk("order=asc&", limit)).containsExactly(2L, 3L, 5L, 8L, 13L, 21L);
    }

    @Test
    void the_default_page_has_200_entries() {
        LongStream.rangeClosed(1, 201).forEach(sequence -> happened(sequence, "z1"));
        var page = slice.get(TIMELINE);
        assertThat(page.get("items")).hasSize(200);
        assertThat(Cursors.decoded(page.get("next_cursor").stringValue())).isEqualTo("{\"seq\":2,\"order\":\"desc\"}");
    }

    @Test
    void a_zone_in_which_nothing_happened_has_an_empty_timeline() {
        assertThat(slice.get(TIMELINE).toString()).isEqualTo("{\"items\":[],\"next_cursor\":null}");
    }

    @Test
    void an_unknown_zone_is_not_found_after_the_query_is_checked() {
        assertThat(slice.refused("/v1/zones/nowhere/timeline").reason()).isEqualTo(Reason.ZONE_NOT_FOUND);
        assertThat(slice.refused("/v1/zones/nowhere/timeline?limit=0").reason()).isEqualTo(Reason.INVALID_QUERY);
    }

    @ParameterizedTest
    @CsvSource({"asc, desc", "desc, asc"})
    void a_cursor_of_the_other_order_is_invalid(String given, String asked) {
        happened(1, "z1");
        var cursor = slice.get(TIMELINE + "?limit=1&order=" + given)
                .get("next_cursor")
                .stringValue();
        assertThat(slice.refused(TIMELINE + "?order=" + asked + "&cursor=" + cursor)
                        .reason())
                .isEqualTo(Reason.INVALID_CURSOR);
    }

    private List<Long> walk(String query, int limit) {
        var sequences = new ArrayList<Long>();
        var cursor = "";
        while (true) {
            var page = slice.get(TIMELINE + "?" + query + "limit=" + limit + cursor);
            page.get("items").forEach(item -> sequences.add(item.get("sequence").longValue()));
            assertThat(sequences).doesNotHaveDuplicates();
            if (page.get("next_cursor").isNull()) {
                return sequences;
            }
            cursor = "&cursor=" + page.get("next_cursor").stringValue();
        }
    }

    private void happened(long sequence, String zoneId) {
        tables.change(
                """
                insert into views.timeline
                    (recorded_at, correlation_id, search, sequence, event_id, event_type, occurred_at, actor, request_id, zone_id, summary)
                values ('2026-01-02T00:00:00.654321Z', 'request', '', ?, ?, 'policy.created', ?, 'admin:a', 'request', ?, 'Policy created')
                """,
                sequence,
                "event-" + sequence,
                Tables.utc(START),
                zoneId);
    }

    private void rollback(long sequence, String noteId) {
        tables.change(
                """
                insert into views.timeline (recorded_at, correlation_id, search, sequence, event_id, event_type, occurred_at, actor, request_id, zone_id,
                    summary, policy_set_id, policy_set_version_id, activation_seq, previous_version_id,
                    governing_version_id, reason_note_id)
                values ('2026-01-02T00:00:00.654321Z', 'request', '', ?, ?, 'zone.activation_rolled_back', ?, 'admin:a', 'request', 'z1',
                    'Rolled back', 's1', 'v1', 3, 'v2', 'v1', ?)
                """,
                sequence,
                "event-" + sequence,
                Tables.utc(START),
                noteId);
    }
}
