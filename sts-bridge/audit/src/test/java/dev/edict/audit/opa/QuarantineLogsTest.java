package dev.edict.audit.opa;

import static dev.edict.audit.opa.LogScene.OTHER_ZONE;
import static dev.edict.audit.opa.LogScene.ZONE;
import static dev.edict.audit.opa.LogScene.decision;
import static dev.edict.audit.opa.LogScene.gzip;
import static dev.edict.audit.opa.LogScene.json;
import static dev.edict.audit.opa.LogScene.ofAllZones;
import static dev.edict.audit.opa.LogScene.ofZone;
import static dev.edict.audit.opa.LogScene.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.command.api.Rejection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can never be stored is kept as a dead letter, so that an agent does not send it for ever. */
class QuarantineLogsTest {

    private final LogScene scene = new LogScene().activated("v-9");

    @AfterEach
    void close() {
        scene.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "null", "7", "no json", "[] []", "{\"decision_id\":\"d1\"}"})
    void a_body_that_is_no_array_is_kept_by_hash_and_length(String body) {
        scene.logs().take(gzip(json(body)), "gzip", ofAllZones());

        assertThat(scene.letters()).containsExactly(Map.entry("body", "invalid_log"));
        assertThat(scene.database
                        .sql()
                        .sql("select length, sha256 = sha256(:body), data from bridge.audit_dead_letter")
                        .param("body", body.getBytes(StandardCharsets.UTF_8))
                        .query()
                        .singleRow()
                        .values())
                .containsExactly(body.length(), true, null);
    }

    @Test
    void a_body_that_is_no_gzip_or_only_a_part_of_one_is_kept_too() {
        var whole = gzip(json(List.of(decision("d1"))));
        scene.logs().take(json("[]"), "gzip", ofAllZones());
        assertThat(scene.letters()).containsEntry("body", "invalid_log");
        scene.logs().take(Arrays.copyOf(whole, whole.length / 2), "gzip", ofAllZones());

        assertThat(scene.database.count("bridge.audit_dead_letter")).isEqualTo(2);
        assertThat(scene.events()).isZero();
    }

    @Test
    void what_comes_before_a_place_that_cannot_be_read_is_stored() {
        var log = new String(json(List.of(decision("d1"), decision("d2"))), StandardCharsets.UTF_8);
        scene.take(log.substring(0, log.length() - 1) + ", {\"decision_id\": ]");

        assertThat(scene.events()).isEqualTo(2);
        assertThat(scene.letters()).containsExactly(Map.entry("body", "invalid_log"));
    }

    @Test
    void a_gzip_bomb_is_refused_after_eight_mebibytes() {
        var bomb = gzip(json("[\"" + "x".repeat(32 << 20) + "\"]"));
        assertThat(bomb).hasSizeLessThan(1 << 20);

        assertThatThrownBy(() -> scene.logs().take(bomb, "gzip", ofAllZones()))
                .isInstanceOfSatisfying(
                        Rejection.class,
                        refused -> assertThat(refused.reason().code()).isEqualTo("payload_too_large"));
        assertThat(scene.letters()).isEmpty();
        assertThat(scene.counted("edict.opa.logs", "refused")).isOne();
    }

    @ParameterizedTest
    @CsvSource({
        "decision_id, 7, element, invalid_event",
        "decision_id, '\"\"', element, invalid_event",
        "decision_id, null, element, invalid_event",
        "timestamp, null, element, invalid_event",
        "timestamp, '\"yesterday\"', d1, invalid_event",
        "labels, 7, element, invalid_event",
        "bundles, [], element, invalid_event",
        "path, 7, element, invalid_event",
        "erased, '{}', element, invalid_event",
        "error, '\"text\"', element, invalid_event",
        "requested_by, [1], element, invalid_event",
        "custom, 1e999999999, element, invalid_event"
    })
    void an_element_with_a_member_of_another_type_is_refused_alone(
            String member, String value, String id, String reason) {
        var log = "[%s, %s]".formatted(changed(member, value), text(decision("d2")));
        scene.take(log);

        assertThat(scene.letters()).containsExactly(Map.entry(id, reason));
        assertThat(scene.event("d2")).containsEntry("decision", "deny");
    }

    private static String text(Object json) {
        return new String(json(json), StandardCharsets.UTF_8);
    }

    private static String changed(String member, String value) {
        var element = decision("d1");
        element.remove(member);
        return "{\"%s\": %s, %s".formatted(member, value, text(element).substring(1));
    }

    @Test
    void an_element_that_is_no_object_too_deep_or_too_large_is_refused_alone() {
        scene.take("[1, \"text\", null, [[]], %s, %s, %s]"
                .formatted(
                        changed("custom", "[".repeat(500) + "]".repeat(500)),
                        changed("custom", '"' + "x".repeat(300_000) + '"'),
                        text(decision("d2"))));

        assertThat(scene.events()).isOne();
        assertThat(scene.database
                        .sql()
                        .sql("select reason from bridge.audit_dead_letter order by id")
                        .query(String.class)
                        .list())
                .containsExactly(
                        "invalid_event",
                        "invalid_event",
                        "invalid_event",
                        "invalid_event",
                        "invalid_event",
                        "event_too_large");
    }

    @Test
    void a_short_number_of_many_digits_does_not_fill_the_memory() {
        var many = "[" + "1e399,".repeat(40_000) + "0]";
        scene.take("[%s]".formatted(changed("input", "{\"context\":{\"requested_scopes\":%s}}".formatted(many))));

        assertThat(scene.letters()).containsExactly(Map.entry("d1", "event_too_large"));
    }

    @Test
    void nul_is_dropped_as_the_contract_has_it() {
        scene.take("[%s]".formatted(changed("decision_id", "\"d\\u00001\"")));

        assertThat(scene.event("d1")).containsEntry("decision", "deny");
        assertThat(scene.letters()).isEmpty();
    }

    @Test
    void a_decision_of_an_unknown_zone_or_an_impossible_time_is_kept_for_a_replay() {
        scene.take(List.of(
                with(decision("d1"), "bundles", Map.of("z-none", Map.of("revision", "1:none"))),
                with(
                        decision("d2"),
                        "timestamp",
                        Instant.now().plus(Duration.ofHours(1)).toString()),
                with(decision("d3"), "bundles", Map.of())));

        assertThat(scene.letters())
                .containsOnly(
                        Map.entry("d1", "unknown_zone"),
                        Map.entry("d2", "occurred_at_out_of_range"),
                        Map.entry("d3", "unknown_zone"));
        assertThat(scene.database
                        .sql()
                        .sql("select source_id from bridge.audit_dead_letter where data is not null order by source_id")
                        .query(String.class)
                        .list())
                .containsExactly("d1", "d2");
    }

    @Test
    void the_token_of_one_zone_logs_for_that_zone_alone() {
        var named = Map.of("main", Map.of("revision", "7:" + LogScene.MANIFEST));
        scene.takeAs(
                ofZone(ZONE),
                List.of(
                        decision("d1"),
                        with(decision("d2"), "bundles", Map.of(OTHER_ZONE, Map.of("revision", "1:none"))),
                        with(decision("d3"), "bundles", named),
                        with(decision("d4"), "bundles", Map.of())));

        assertThat(scene.letters()).containsExactly(Map.entry("d2", "foreign_zone"));
        for (var id : List.of("d1", "d3")) {
            assertThat(scene.event(id)).containsEntry("zone_id", ZONE).containsEntry("policy_set_version_id", "v-9");
        }
        assertThat(scene.event("d4")).containsEntry("zone_id", ZONE).containsEntry("manifest_sha", null);
    }

    @Test
    void a_repeated_log_adds_nothing_and_other_content_under_an_id_is_an_alarm() {
        var log = List.of(decision("d1"), decision("d2"));
        scene.take(log);
        scene.take(log);
        assertThat(scene.events()).isEqualTo(2);
        assertThat(scene.letters()).isEmpty();
        assertThat(scene.counted("edict.opa.logged.decisions", "repeated")).isEqualTo(2);

        var forged = with(decision("d1"), "result", Map.of("decision", "allow"));
        scene.take(List.of(forged));
        scene.take(List.of(forged));
        assertThat(scene.letters()).containsExactly(Map.entry("d1", "tamper_on_replay"));
        assertThat(scene.database.count("bridge.audit_dead_letter")).isOne();
        assertThat(scene.event("d1")).containsEntry("decision", "deny");
    }

    @Test
    void a_log_is_read_without_coding_as_well() {
        scene.logs().take(json(List.of(decision("d1"))), null, ofAllZones());
        assertThat(scene.event("d1")).containsEntry("decision", "deny");
    }
}
