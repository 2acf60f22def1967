package dev.edict.audit.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.audit.Events;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadEventsTest {

    @Test
    void an_event_is_read_whole() {
        var event = Events.read(
                Events.denial("metadata_json", Map.of("decision_point_id", "edict:host:1", "resource", "r")));

        assertThat(event.reason()).isEqualTo("role_scope_mismatch");
        assertThat(event.decisionPoint()).isEqualTo("edict:host:1");
        assertThat(event.metadata()).isEqualTo("{\"resource\": \"r\", \"decision_point_id\": \"edict:host:1\"}");
        assertThat(event.occurredAt()).isEqualTo(event.occurredAt().truncatedTo(ChronoUnit.MICROS));
    }

    @Test
    void what_the_contract_leaves_out_may_be_absent() {
        var event = Events.read("{\"id\":\"1\",\"zone_id\":\"z1\",\"occurred_at\":\"2026-11-30T10:00:00+02:00\"}");

        assertThat(event.occurredAt()).isEqualTo("2026-11-30T08:00:00Z");
        assertThat(event.eventType()).isEmpty();
        assertThat(event.policySetId()).isNull();
        assertThat(event.metadata()).isNull();
        assertThat(event.reason()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            {"id":"1"                                                       | json_parse_error | no JSON at byte 9
            {"id":"1"} x                                                    | json_parse_error | no JSON at byte
            []                                                              | invalid_event    | an event is a JSON object
            {"zone_id":"z1","occurred_at":"2026-11-30T10:00:00Z"}           | invalid_event    | id is missing
            {"id":"1","occurred_at":"2026-11-30T10:00:00Z"}                 | invalid_event    | zone_id is missing
            {"id":"1","zone_id":"z1"}                                       | invalid_event    | occurred_at is missing
            {"id":1,"zone_id":"z1","occurred_at":"2026-11-30T10:00:00Z"}    | invalid_event    | id is not a string
            {"id":"1","zone_id":"z1","occurred_at":"yesterday"}             | invalid_event    | occurred_at is not a time of RFC 3339
            {"id":"1","zone_id":"z1","occurred_at":"2026-11-30T10:00:00Z","metadata_json":[]}     | invalid_event | metadata_json is neither an object nor null
            {"id":"1","zone_id":"z1","occurred_at":"2026-11-30T10:00:00Z","diagnostics_json":{}}  | invalid_event | diagnostics_json is neither an array nor null
            """)
    void what_is_no_event_is_refused_by_name(String data, String reason, String detail) {
        assertThatThrownBy(() -> read(data)).isInstanceOfSatisfying(EventRefused.class, refused -> {
            assertThat(refused.reason().code()).isEqualTo(reason);
            assertThat(refused.detail()).startsWith(detail);
        });
    }

    @Test
    void a_refusal_quotes_nothing_of_the_event() {
        assertThatThrownBy(() -> read("{\"id\":\"1\",\"password\":canary}"))
                .isInstanceOf(EventRefused.class)
                .hasMessageNotContaining("canary");
    }

    @Test
    void texts_have_bounds() {
        assertThatThrownBy(() -> read(Events.json(Events.denial("id", "x".repeat(129)))))
                .hasMessage("id has more than 128 characters");
        assertThatThrownBy(() -> read(Events.json(Events.denial("metadata_json", Map.of("m", "x".repeat(300_000))))))
                .isInstanceOfSatisfying(EventRefused.class, refused -> assertThat(refused.reason())
                        .isEqualTo(DeadLetterReason.EVENT_TOO_LARGE));
        assertThatThrownBy(() -> read("{\"id\":" + "[".repeat(100) + "]".repeat(100) + "}"))
                .hasMessageStartingWith("nested deeper than 64");
    }

    @Test
    void nul_is_dropped_and_an_unpaired_surrogate_replaced() {
        var event = Events.read(
                "{\"id\":\"a\\u0000b\",\"zone_id\":\"z\",\"occurred_at\":\"2026-11-30T10:00:00Z\",\"metadata_json\":{\"m\\u0000\":[\"\\ud800x\"]}}");

        assertThat(event.id()).isEqualTo("ab");
        assertThat(event.metadata()).isEqualTo("{\"m\": [\"\ufffdx\"]}");
    }

    @Test
    void a_hold_a_failure_and_a_refusal_before_any_policy_have_a_reason() {
        assertThat(reason(List.of(Map.of("step_up_required", Map.of("type", "human_approval"))), "complete"))
                .isEqualTo("step_up_required");
        assertThat(reason(List.of(Map.of("error", "rego_type_error")), "policy_eval_failed"))
                .isEqualTo("policy_eval_failed");
        assertThat(reason(null, "exchange_denied")).isEqualTo("exchange_denied");
        assertThat(reason(List.of(), "complete")).isNull();
    }

    private static @Nullable String reason(@Nullable List<?> diagnostics, String status) {
        return Events.read(Events.denial("diagnostics_json", diagnostics, "evaluation_status", status))
                .reason();
    }

    private static ReportedDecision read(String data) throws EventRefused {
        return Events.READER.read(Source.STREAM, data.getBytes(StandardCharsets.UTF_8));
    }
}
