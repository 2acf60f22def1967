package dev.edict.query.policyset;

import static dev.edict.query.Tables.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.query.QueryRejection;
import dev.edict.query.QueryRejection.Reason;
import dev.edict.query.Slice;
import dev.edict.query.Tables;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@Tag("servers")
class ReadActivationStatusTest {

    private static final String STATUS = "/v1/zones/z1/policy-sets/s1/activation-status";

    private final Tables tables = new Tables();
    private final Slice slice =
            new Slice(new ActivationStatusController(new ActivationStatusReader(tables.database())));

    @BeforeEach
    void a_set_with_two_versions() {
        tables.policySet("s1", "z1", START);
        tables.sealed("v1", "s1", 1, START);
        tables.sealed("v2", "s1", 2, START);
    }

    @Test
    void a_dispatched_activation_waits_for_the_token_service() {
        tables.bind("s1", "v1");
        tables.invalidation("d1", "z1", 1, "s1", "v1");
        sent("d1");
        assertThat(slice.get(STATUS + "?version_id=v1&outbox_id=d1").toString())
                .isEqualTo("{\"zone_id\":\"z1\",\"policy_set_id\":\"s1\",\"version_id\":\"v1\",\"active\":true,"
                        + "\"active_version_id\":\"v1\",\"manifest_sha256\":\"sha of v1\","
                        + "\"propagation_status\":\"waiting_for_sts\","
                        + "\"outbox\":{\"id\":\"d1\",\"state\":\"dispatched\",\"attempts\":1,\"last_error\":null,"
                        + "\"dispatched_at\":\"2026-01-01T00:00:00.123Z\"},"
                        + "\"sts\":{\"state\":\"not_configured\",\"loaded\":false,"
                        + "\"detail\":\"no decision point was there\"}}");
    }

    @Test
    void it_is_loaded_only_once_every_decision_point_has_it() {
        tables.bind("s1", "v1");
        tables.invalidation("d1", "z1", 1, "s1", "v1");
        sent("d1");
        tables.change("insert into bridge.deployment values ('z1', 1, 'v1', 'sha of v1')");
        tables.change(
                """
                insert into bridge.decision_point
                    (id, incarnation, kind, owner, began_at, reported_at, lease_until)
                values ('gw-1', 1, 'replica', 'admin:ci', now(), now(), now())
                """);
        var waiting = slice.get(STATUS);
        assertThat(propagation(waiting)).isEqualTo("waiting_for_sts");
        assertThat(waiting.get("sts").toString())
                .isEqualTo("{\"state\":\"not_loaded\",\"loaded\":false,\"zone_id\":\"z1\"}");
        tables.change("update bridge.deployment set expected = 1, settled_at = ?", Tables.utc(START));
        var loaded = slice.get(STATUS);
        assertThat(propagation(loaded)).isEqualTo("loaded");
        assertThat(loaded.get("sts").get("state").stringValue()).isEqualTo("loaded");
        assertThat(loaded.get("sts").get("loaded").booleanValue()).isTrue();
        assertThat(loaded.get("sts").get("policy_set_version_id").stringValue()).isEqualTo("v1");
        assertThat(loaded.get("sts").get("manifest_sha256").stringValue()).isEqualTo("sha of v1");
        assertThat(loaded.get("sts").get("age_seconds").longValue()).isPositive();
    }

    @ParameterizedTest
    @CsvSource({
        "unreachable, unreachable, waiting_for_sts",
        "failed, failed, failed",
        "not_loaded, not_loaded, waiting_for_sts",
        "foreign, not_loaded, waiting_for_sts"
    })
    void with_stock_sts_only_it_tells_why_one_proves_nothing(String outcome, String state, String propagation) {
        tables.bind("s1", "v1");
        tables.invalidation("d1", "z1", 1, "s1", "v1");
        sent("d1");
        stockSts("sts:a:80:10.0.0.1");
        stockSts("sts:a:80:10.0.0.2");
        tables.change("insert into bridge.deployment values ('z1', 1, 'v1', 'sha of v1')");
        unproven("sts:a:80:10.0.0.1", "not_loaded", "nothing yet");
        unproven("sts:a:80:10.0.0.2", outcome, "why");
        var status = slice.get(STATUS);
        assertThat(status.get("sts").get("state").stringValue()).isEqualTo(state);
        assertThat(status.get("sts").get("loaded").booleanValue()).isFalse();
        assertThat(status.get("sts").get("detail").stringValue())
                .isEqualTo(state.equals("not_loaded") ? "sts:a:80:10.0.0.1: nothing yet" : "sts:a:80:10.0.0.2: why");
        assertThat(propagation(status)).isEqualTo(propagation);
        tables.change("insert into bridge.load values ('sts:a:80:10.0.0.2', 1, 'z1', 1, now(), null, now())");
        assertThat(slice.get(STATUS).get("sts").get("state").stringValue()).isEqualTo("not_loaded");
        tables.change(
                """
                insert into bridge.decision_point
                    (id, incarnation, kind, owner, began_at, reported_at, lease_until)
                values ('gw-1', 1, 'replica', 'admin:ci', now(), now(), now())
                """);
        assertThat(slice.get(STATUS).get("sts").get("detail")).isNull();
    }

    private void stockSts(String id) {
        tables.change(
                """
                insert into bridge.decision_point
                    (id, incarnation, kind, owner, began_at, reported_at, lease_until)
                values ('%s', 1, 'sts', 'configuration', now(), now(), now())
                """
                        .formatted(id));
    }

    private void unproven(String id, String outcome, String error) {
        tables.change(
                "insert into bridge.question values ('%s', 1, 'z1', now(), '%s', '%s')".formatted(id, outcome, error));
    }

    @Test
    void an_earlier_activation_of_the_version_does_not_count() {
        tables.bind("s1", "v1");
        tables.invalidation("d1", "z1", 3, "s1", "v1");
        sent("d1");
        tables.change("insert into bridge.deployment values ('z1', 1, 'v1', 'sha of v1')");
        tables.change("update bridge.deployment set expected = 1, settled_at = now()");
        tables.change("insert into bridge.deployment values ('z1', 3, 'v1', 'sha of v1')");
        assertThat(propagation(slice.get(STATUS))).isEqualTo("waiting_for_sts");
    }

    @Test
    void an_invalidation_that_was_not_sent_is_pending_however_often_it_was_tried() {
        tables.bind("s1", "v1");
        tables.invalidation("d1", "z1", 1, "s1", "v1");
        tables.change(
                "update bridge.outbox set attempts = 1000, last_error = 'no connection', next_attempt_at = 'infinity'");
        var status = slice.get(STATUS + "?version_id=v1&outbox_id=d1");
        assertThat(propagation(status)).isEqualTo("waiting_for_outbox");
        assertThat(outbox(status))
                .isEqualTo("{\"id\":\"d1\",\"state\":\"pending\",\"attempts\":1000,"
                        + "\"last_error\":\"no connection\",\"dispatched_at\":null}");
    }

    @Test
    void a_nonexistent_invalidation_is_reported_as_missing() {
        tables.bind("s1", "v1");
        var asked = slice.get(STATUS + "?outbox_id=nowhere");
        assertThat(propagation(asked)).isEqualTo("waiting_for_outbox");
        assertThat(outbox(asked))
                .isEqualTo("{\"id\":\"nowhere\",\"state\":\"missing\",\"attempts\":0,"
                        + "\"last_error\":null,\"dispatched_at\":null}");
        var unasked = slice.get(STATUS);
        assertThat(propagation(unasked)).isEqualTo("waiting_for_outbox");
        assertThat(outbox(unasked))
                .isEqualTo("{\"id\":null,\"state\":\"missing\",\"attempts\":0,"
                        + "\"last_error\":null,\"dispatched_at\":null}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"of-another-zone", "of-another-set", "of-another-version", "of-a-deactivation"})
    void an_invalidation_of_something_else_is_a_mismatch_and_shows_nothing_but_its_id(String id) {
        tables.bind("s1", "v1");
        tables.invalidation("of-another-zone", "z2", 1, "s1", "v1");
        tables.invalidation("of-another-set", "z1", 1, "s2", "v1");
        tables.invalidation("of-another-version", "z1", 2, "s1", "v2");
        tables.invalidation("of-a-deactivation", "z1", 3, "s1", null);
        tables.change("update bridge.outbox set attempts = 3, last_error = 'secret', sent_at = now()");
        var status = slice.get(STATUS + "?version_id=v1&outbox_id=" + id);
        assertThat(propagation(status)).isEqualTo("failed");
        assertThat(outbox(status))
                .isEqualTo("{\"id\":\"" + id + "\",\"state\":\"mismatch\",\"attempts\":null,"
                        + "\"last_error\":null,\"dispatched_at\":null}");
    }

    @Test
    void without_an_outbox_id_the_newest_invalidation_of_the_version_counts() {
        tables.bind("s1", "v1");
        tables.invalidation("d1", "z1", 1, "s1", "v1");
        tables.invalidation("d2", "z1", 2, "s1", "v2");
        tables.invalidation("d3", "z1", 3, "s1", "v1");
        tables.invalidation("d4", "z2", 4, "s1", "v1");
        sent("d1");
        var status = slice.get(STATUS);
        assertThat(status.get("outbox").get("id").stringValue()).isEqualTo("d3");
        assertThat(propagation(status)).isEqualTo("waiting_for_outbox");
    }

    @Test
    void a_version_that_does_not_govern_waits_for_its_activation_whatever_its_outbox_says() {
        tables.bind("s1", "v2");
        tables.invalidation("d1", "z1", 1, "s1", "v1");
        sent("d1");
        for (var query :
                List.of("?version_id=v1", "?version_id=v1&outbox_id=nowhere", "?version_id=nowhere&outbox_id=d1")) {
            var status = slice.get(STATUS + query);
            assertThat(propagation(status)).as(query).isEqualTo("waiting_for_activation");
            assertThat(status.get("active").booleanValue()).isFalse();
            assertThat(status.get("active_version_id").stringValue()).isEqualTo("v2");
            assertThat(status.get("manifest_sha256").stringValue()).isEqualTo("sha of v2");
        }
    }

    @Test
    void a_version_may_be_asked_about_while_nothing_governs() {
        var status = slice.get(STATUS + "?version_id=v1");
        assertThat(propagation(status)).isEqualTo("waiting_for_activation");
        assertThat(status.get("active_version_id").isNull()).isTrue();
        assertThat(status.get("manifest_sha256").isNull()).isTrue();
    }

    @Test
    void without_a_version_something_has_to_be_active() {
        assertThat(slice.refused(STATUS).reason()).isEqualTo(Reason.ACTIVE_POLICY_SET_VERSION_NOT_FOUND);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/zones/z1/policy-sets/nowhere/activation-status",
                "/v1/zones/z2/policy-sets/s1/activation-status",
                "/v1/zones/z2/policy-sets/s1/activation-status?version_id=v1"
            })
    void an_unknown_or_foreign_set_has_no_binding(String path) {
        tables.bind("s1", "v1");
        assertThat(slice.refused(path).reason()).isEqualTo(Reason.POLICY_SET_BINDING_NOT_FOUND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"version_id", "outbox_id"})
    void an_empty_overlong_repeated_or_unstorable_id_is_refused_before_anything_is_looked_up(String name) {
        for (var value : List.of("", "x".repeat(513), "a&" + name + "=b", "%00")) {
            var refused =
                    slice.refused("/v1/zones/z1/policy-sets/nowhere/activation-status?%s=%s".formatted(name, value));
            assertThat(refused.reason()).isEqualTo(Reason.INVALID_BODY);
            assertThat(refused.issues()).extracting(QueryRejection.Issue::path).containsExactly(List.of(name));
            assertThat(refused.issues().get(0).message()).startsWith("must ");
        }
    }

    @Test
    void an_id_may_have_any_512_characters() {
        tables.bind("s1", "v1");
        assertThat(slice.get(STATUS + "?version_id=" + "x".repeat(512))
                        .get("active")
                        .booleanValue())
                .isFalse();
        assertThat(slice.get(STATUS + "?version_id=%E2%82%AC%27")
                        .get("version_id")
                        .stringValue())
                .isEqualTo("€'");
    }

    private void sent(String id) {
        tables.change("update bridge.outbox set attempts = 1, sent_at = ? where id = ?", Tables.utc(START), id);
    }

    private static String propagation(JsonNode status) {
        return status.get("propagation_status").stringValue();
    }

    private static String outbox(JsonNode status) {
        return status.get("outbox").toString();
    }
}
