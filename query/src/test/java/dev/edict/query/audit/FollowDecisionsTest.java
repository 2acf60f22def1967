package dev.edict.query.audit;

import static dev.edict.query.Tables.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.query.Slice;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Readers that go on from the cursor of the page before, while decisions arrive. */
@Tag("servers")
class FollowDecisionsTest {

    private static final String AUDIT = "/v1/zones/z1/audit";
    private static final String ARRIVAL = AUDIT + "?order=arrival";

    private final AuditTables audit = new AuditTables();
    private final Slice slice = new Slice(new AuditController(new AuditReader(audit.database())));

    @Test
    void lists_decisions_as_they_arrived() {
        audit.event("second", START.plusSeconds(1));
        audit.event("first", START);
        audit.event("elsewhere", "zone_id = 'z2'");
        audit.event("late", START.minusSeconds(3600 * 24 * 90));
        assertThat(ids(slice.get(ARRIVAL))).containsExactly("second", "first", "late");
        assertThat(ids(slice.get(ARRIVAL + "&since=2026-01-01T00:00:00Z"))).containsExactly("second", "first");
    }

    @Test
    void goes_on_from_an_empty_page() {
        var nothing = slice.get(ARRIVAL);
        assertThat(nothing.get("items")).isEmpty();
        audit.event("e1");
        var first = after(nothing);
        assertThat(ids(first)).containsExactly("e1");
        var stillNothing = after(first);
        assertThat(stillNothing.get("items")).isEmpty();
        audit.event("late", START.minusSeconds(60));
        assertThat(ids(after(stillNothing))).containsExactly("late");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100})
    void each_decision_is_seen_once_in_the_order_of_arrival(int limit) {
        audit.eventsOfOneMillisecond();
        var seen = new ArrayList<String>();
        var page = slice.get(ARRIVAL + "&limit=" + limit);
        while (!page.get("items").isEmpty()) {
            seen.addAll(ids(page));
            page = slice.get(ARRIVAL + "&limit=" + limit + "&cursor=" + cursor(page));
        }
        assertThat(seen).hasSize(300).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void follows_only_what_a_filter_selects() {
        audit.event("e1", "decision = 'deny'");
        audit.event("e2");
        var denials = slice.get(ARRIVAL + "&decision=deny");
        assertThat(ids(denials)).containsExactly("e1");
        audit.event("e3");
        audit.event("e4", "decision = 'deny'");
        assertThat(ids(slice.get(ARRIVAL + "&decision=deny&cursor=" + cursor(denials))))
                .containsExactly("e4");
    }

    @Test
    void pages_of_the_newest_lose_and_repeat_nothing_when_decisions_of_their_microsecond_arrive() {
        audit.event("e1");
        audit.event("e2");
        audit.event("e3");
        var page = slice.get(AUDIT + "?limit=2");
        assertThat(ids(page)).containsExactly("e3", "e2");
        audit.event("e0");
        audit.event("older", START.minusNanos(1000));
        assertThat(ids(slice.get(AUDIT + "?limit=2&cursor=" + cursor(page)))).containsExactly("e1", "older");
    }

    private JsonNode after(JsonNode page) {
        return slice.get(ARRIVAL + "&cursor=" + cursor(page));
    }

    private static String cursor(JsonNode page) {
        return page.get("next_cursor").stringValue();
    }

    private static List<String> ids(JsonNode page) {
        return page.get("items")
                .valueStream()
                .map(item -> item.get("id").stringValue())
                .toList();
    }
}
