package dev.edict.query.policy.history;

import static dev.edict.query.QueryRejection.Reason.INVALID_CURSOR;
import static dev.edict.query.QueryRejection.Reason.INVALID_QUERY;
import static dev.edict.query.QueryRejection.Reason.POLICY_NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.query.ContentCorrupted;
import dev.edict.query.Slice;
import dev.edict.query.Tables;
import dev.edict.query.asof.PastLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

@Tag("servers")
class ReadPolicyHistoryTest {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00.000001Z");
    private static final String HISTORY = "/v1/zones/z1/policies/p1/history";

    private final Tables tables = new Tables();
    private final PastLog log = new PastLog(tables.database());
    private final Slice http = new Slice(new PolicyHistoryController(new PolicyHistoryReader(log.connection())));

    /** Three versions, of which an import dates the first back. */
    @BeforeEach
    void history() {
        append("zone.registered", "z1", Map.of("zoneId", "z1"), Map.of("actor", "a"), 0);
        append(
                "policy.created",
                "p1",
                Map.of("zoneId", "z1", "policyId", "p1", "name", "grants"),
                Map.of("actor", "a"),
                0);
        version(1, "one\ntwo\n", Map.of("actor", "import", "imported", true, "onBehalfOfNote", log.note("a person")));
        append("policy.restamped", "p1", Map.of("zoneId", "z1", "policyId", "p1"), Map.of("actor", "a"), 1);
        version(2, "one\nthree\n", Map.of("actor", "admin:a", "requestId", "r2"));
        version(3, "one\nthree\nfour\n", Map.of("actor", "admin:b", "requestId", "r3", "viaOperator", true));
        log.flush();
    }

    private void version(int number, String content, Map<String, Object> by) {
        append(
                "policy.version_created",
                "p1",
                Map.of(
                        "zoneId",
                        "z1",
                        "policyId",
                        "p1",
                        "versionId",
                        "v" + number,
                        "version",
                        number,
                        "contentSha256",
                        log.content(content)),
                by,
                number);
    }

    private void append(String type, String stream, Map<String, Object> payload, Map<String, Object> by, int minute) {
        var at = START.plus(Duration.ofMinutes(minute));
        log.append(type, 1, stream, payload, by, by.containsKey("imported") ? at.minus(Duration.ofDays(800)) : at, at);
    }

    private void governs(String versionId, int from, Integer... until) {
        tables.change(
                "insert into command.policy_period (policy_version_id, from_seq, until_seq) values (?, ?, ?)",
                versionId,
                from,
                until.length == 0 ? null : until[0]);
    }

    private void changes(int count) {
        for (int seq = 1; seq <= count; seq++) {
            append(
                    "zone.version_activated",
                    "z1",
                    Map.of("zoneId", "z1", "activationSeq", seq),
                    Map.of("actor", "a"),
                    10 + seq);
        }
        log.flush();
    }

    @AfterEach
    void disconnect() {
        log.close();
    }

    @Test
    void the_newest_version_is_first_with_who_made_it_and_what_differs() {
        var items = http.get(HISTORY).get("items");
        assertThat(items.valueStream().map(item -> item.get("version_id").asString()))
                .containsExactly("v3", "v2", "v1");
        assertThat(items.get(0).get("actor").stringValue()).isEqualTo("admin:b");
        assertThat(items.get(0).get("via_operator").booleanValue()).isTrue();
        assertThat(lines(items.get(0))).contains("+four").doesNotContain("-three");
        assertThat(lines(items.get(1))).contains("-two", "+three");
        assertThat(lines(items.get(2))).contains("+one", "+two");
    }

    @Test
    void an_imported_version_has_both_times_and_the_person_it_was_made_for() {
        var first = http.get(HISTORY).at("/items/2");
        assertThat(first.get("recorded_at").stringValue()).isEqualTo("2026-03-01T12:01:00.000001Z");
        assertThat(first.get("occurred_at").stringValue()).isEqualTo("2023-12-22T12:01:00.000001Z");
        assertThat(first.get("on_behalf_of").stringValue()).isEqualTo("a person");
    }

    @Test
    void a_version_has_its_periods_with_the_times_of_the_changes_that_bound_them() {
        changes(5);
        governs("v1", 1, 3);
        governs("v2", 3, 4);
        governs("v1", 4);
        var items = http.get(HISTORY).get("items");
        assertThat(items.get(0).get("periods")).isEmpty();
        assertThat(items.get(1).get("periods"))
                .hasToString(
                        """
                        [{"from_seq":3,"from":"2026-03-01T12:13:00.000001Z","until_seq":4,"until":"2026-03-01T12:14:00.000001Z"}]""");
        assertThat(items.get(2).get("periods").valueStream().map(period -> period.get("from_seq")
                        .intValue()))
                .containsExactly(4, 1);
        assertThat(items.at("/2/periods/0/until").isNull()).isTrue();
    }

    @Test
    void only_the_newest_periods_are_shown_and_more_are_said_to_be_there() {
        changes(50);
        for (int n = 0; n < 21; n++) {
            governs("v1", 1 + 2 * n, 2 + 2 * n);
        }
        for (int n = 0; n < 20; n++) {
            governs("v2", 2 + 2 * n, 3 + 2 * n);
        }
        var items = http.get(HISTORY).get("items");
        assertThat(items.get(2).get("periods")).hasSize(20);
        assertThat(items.at("/2/periods/0/from_seq").intValue()).isEqualTo(41);
        assertThat(items.get(2).get("more_periods").booleanValue()).isTrue();
        assertThat(items.get(1).get("periods")).hasSize(20);
        assertThat(items.get(1).get("more_periods").booleanValue()).isFalse();
    }

    @Test
    void pages_have_every_version_once_with_the_same_diff_as_one_page() {
        var all = http.get(HISTORY).get("items");
        var walked = new ArrayList<JsonNode>();
        var page = http.get(HISTORY + "?limit=1");
        while (true) {
            page.get("items").forEach(walked::add);
            if (page.get("next_cursor").isNull()) {
                break;
            }
            page = http.get(
                    HISTORY + "?limit=1&cursor=" + page.get("next_cursor").stringValue());
        }
        assertThat(walked).containsExactlyElementsOf(all);
    }

    @Test
    void a_long_difference_is_cut_and_said_to_be() {
        version(4, "line\n".repeat(3_000), Map.of("actor", "a"));
        log.flush();
        var item = http.get(HISTORY).at("/items/0");
        assertThat(item.get("diff")).hasSize(2_000);
        assertThat(item.get("truncated").booleanValue()).isTrue();
    }

    @Test
    void an_unknown_policy_is_not_found_and_nor_is_one_of_another_zone() {
        assertThat(http.refused("/v1/zones/z1/policies/none/history").reason()).isEqualTo(POLICY_NOT_FOUND);
        assertThat(http.refused("/v1/zones/z2/policies/p1/history").reason()).isEqualTo(POLICY_NOT_FOUND);
        assertThat(http.refused(HISTORY + "?cursor=none").reason()).isEqualTo(INVALID_CURSOR);
        assertThat(http.refused(HISTORY + "?limit=51").reason()).isEqualTo(INVALID_QUERY);
    }

    @Test
    void a_text_that_is_not_the_stored_one_is_never_served() {
        log.change("update events.content set content = 'other' where content like 'one_three_'");
        assertThat(http.send(HttpMethod.GET, HISTORY).getUnresolvedException())
                .hasCauseInstanceOf(ContentCorrupted.class)
                .hasMessageContaining("policy version v2");
    }

    private static List<String> lines(JsonNode item) {
        return item.get("diff").valueStream().map(JsonNode::asString).toList();
    }
}
