package dev.edict.query.trail;

import static dev.edict.query.Tables.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.query.Cursors;
import dev.edict.query.QueryRejection.Reason;
import dev.edict.query.Slice;
import dev.edict.query.Tables;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("servers")
class ReadActivationsTest {

    private static final String ACTIVATIONS = "/v1/zones/z1/activations";

    private final Tables tables = new Tables();
    private final Slice slice =
            new Slice(TimelineSlices.controller(tables.database(), new TimelineEntries(tables.database())));

    @BeforeEach
    void a_zone_with_a_sealed_version() {
        tables.zone("z1", START);
        tables.policySet("s1", "z1", START);
        tables.sealed("v1", "s1", 1, START);
    }

    @Test
    void each_entry_has_version_period_actor_and_reason() {
        tables.change("insert into events.note (note_id, salt, text) values ('n1', '\\x00', 'an incident')");
        change(1, "zone.version_activated", Duration.ZERO, "v1", null);
        change(2, "zone.deactivated", Duration.ofMillis(90_500), null, "n1");
        var items = slice.get(ACTIVATIONS).get("items");
        assertThat(items).hasSize(2);
        assertThat(items.get(1).toString())
                .isEqualTo("{\"activation_seq\":1,\"change\":\"activated\",\"policy_set_id\":\"s1\","
                        + "\"policy_set_name\":\"Set s1\",\"version_id\":\"v1\",\"version\":1,\"manifest_sha256\":"
                        + "\"%s\",\"previous_version_id\":null,\"actor\":\"admin:a\",\"on_behalf_of\":null,\"via_operator\":false,\"request_id\":\"request\","
                                .formatted(items.get(1).get("manifest_sha256").stringValue())
                        + "\"since\":\"2026-01-01T00:00:00.123Z\",\"until\":\"2026-01-01T00:01:30.623Z\","
                        + "\"seconds\":90.5,\"simulation_id\":null,\"reason\":null}");
        assertThat(items.get(0).get("change").stringValue()).isEqualTo("deactivated");
        assertThat(items.get(0).get("version_id").isNull()).isTrue();
        assertThat(items.get(0).get("version").isNull()).isTrue();
        assertThat(items.get(0).get("until").isNull()).isTrue();
        assertThat(items.get(0).get("seconds").doubleValue()).isGreaterThan(90);
        assertThat(items.get(0).get("reason").stringValue()).isEqualTo("an incident");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 500})
    void they_run_from_the_latest_to_the_first_without_a_gap_between_pages(int limit) {
        tables.zone("z2", START);
        for (int seq = 1; seq <= 5; seq++) {
            change(seq, "zone.activation_rolled_back", Duration.ofSeconds(seq), "v1", null);
        }
        happened("z2", 900, 1);
        var seen = new ArrayList<Integer>();
        var cursor = "";
        do {
            var page = slice.get(ACTIVATIONS + "?limit=" + limit + cursor);
            page.get("items").forEach(item -> {
                assertThat(item.get("change").stringValue()).isEqualTo("rolled_back");
                seen.add(item.get("activation_seq").intValue());
            });
            cursor = page.get("next_cursor").isNull()
                    ? ""
                    : "&cursor=" + page.get("next_cursor").stringValue();
        } while (!cursor.isEmpty());
        assertThat(seen).containsExactly(5, 4, 3, 2, 1);
    }

    @Test
    void a_zone_that_nothing_ever_governed_has_none_and_an_unknown_zone_is_not_found() {
        assertThat(slice.get(ACTIVATIONS).toString()).isEqualTo("{\"items\":[],\"next_cursor\":null}");
        assertThat(slice.refused("/v1/zones/nowhere/activations").reason()).isEqualTo(Reason.ZONE_NOT_FOUND);
    }

    @Test
    void a_page_outside_its_bounds_or_of_another_list_is_refused() {
        assertThat(slice.refused(ACTIVATIONS + "?limit=501").reason()).isEqualTo(Reason.INVALID_QUERY);
        for (var json :
                List.of("{\"seq\":1,\"order\":\"desc\"}", "{\"activation_seq\":\"1\"}", "{\"activation_seq\":1.5}")) {
            assertThat(slice.refused(ACTIVATIONS + "?cursor=" + Cursors.of(json))
                            .reason())
                    .isEqualTo(Reason.INVALID_CURSOR);
        }
    }

    private void change(long seq, String type, Duration later, @Nullable String governing, @Nullable String note) {
        tables.change(
                """
                insert into views.timeline (recorded_at, correlation_id, search, sequence, event_id, event_type, occurred_at, actor, request_id, zone_id,
                    summary, policy_set_id, policy_set_version_id, activation_seq, governing_version_id, reason_note_id)
                values (now(), 'request', '', ?, ?, ?, ?, 'admin:a', 'request', 'z1', 'Changed', 's1', 'v1', ?, ?, ?)
                """,
                seq * 10,
                "event-" + seq,
                type,
                Tables.utc(START.plus(later)),
                seq,
                governing,
                note);
    }

    private void happened(String zoneId, long sequence, long seq) {
        tables.change(
                """
                insert into views.timeline (recorded_at, correlation_id, search, sequence, event_id, event_type, occurred_at, actor, request_id, zone_id,
                    summary, activation_seq)
                values (now(), 'request', '', ?, 'event', 'zone.version_activated', ?, 'admin:a', 'request', ?, 'Elsewhere', ?)
                """,
                sequence,
                Tables.utc(START),
                zoneId,
                seq);
    }
}
