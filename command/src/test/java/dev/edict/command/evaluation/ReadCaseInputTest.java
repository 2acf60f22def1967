package dev.edict.command.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.command.api.Rejection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadCaseInputTest {

    private static final Refusal INVALID = Refusal.of(Rejection.Reason.INVALID_CANARY);

    @Test
    void an_input_is_kept_as_compact_json_in_the_normal_form() {
        assertThat(canonical(input()))
                .isEqualTo(
                        """
                        {"action":{"id":"TokenExchange"},"context":{"actor_claims":{},"challenge_resolved":false,\
                        "requested_scopes":["ledger:read"]},"principal":{"id":"app-1","type":"Application",\
                        "zone_id":"z1"},"resource":{"id":"","identifier":"resource://ledger","scopes":[],"type":""},\
                        "schema_version":"2026-05-20"}""");
    }

    @Test
    void inputs_that_engines_cannot_tell_apart_have_the_same_text() {
        var same = new LinkedHashMap<String, Object>();
        same.put(
                "context",
                map("requested_scopes", List.of("ledger:read"), "subject_claims", Map.of(), "session_id", ""));
        same.put("action", map("id", "TokenExchange"));
        same.put("resource", map("type", "", "identifier", "resource://ledger", "scopes", List.of()));
        same.put("principal", map("zone_id", "z1", "labels", List.of(), "id", "app-1", "type", "Application"));
        assertThat(canonical(same)).isEqualTo(canonical(input()));
    }

    @Test
    void claims_are_kept_in_the_order_of_their_names() {
        var one = with("context", "subject_claims", map("b", 1, "a", map("y", true, "x", 1.5)));
        var two = with("context", "subject_claims", map("a", map("x", 1.5, "y", true), "b", 1));
        assertThat(canonical(one))
                .isEqualTo(canonical(two))
                .contains("\"subject_claims\":{\"a\":{\"x\":1.5,\"y\":true},\"b\":1}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "principal | id         | input.principal.id: expected a string",
                "principal | zone_id    | input.principal.zone_id: expected a non-empty string",
                "resource  | identifier | input.resource.identifier: expected a string",
                "action    | id         | input.action.id: expected a string"
            })
    void an_input_that_an_engine_cannot_read_is_refused_with_the_place(String object, String member, String message) {
        refused(with(object, member, null), message);
    }

    @Test
    void an_input_without_a_context_is_refused() {
        var input = input();
        input.remove("context");
        refused(input, "input.context: expected an object");
    }

    @Test
    void an_input_of_another_zone_is_refused() {
        refused(with("principal", "zone_id", "z2"), "input.principal.zone_id: expected this zone, \"z1\"");
    }

    @Test
    void a_secret_is_refused_wherever_it_stands() {
        refused(
                with("context", "actor_claims", map("nested", List.of(map("Access_Token", "eyJ")))),
                "input.context.actor_claims.nested.Access_Token: the name is that of a secret");
        refused(with("context", "subject_claims", map("password", "p")), "input.context.subject_claims.password:");
        refused(with("principal", "api_key", "k"), "input.principal.api_key: the name is that of a secret");
    }

    @Test
    void a_secret_that_was_redacted_before_is_none() {
        assertThat(canonical(with("context", "actor_claims", map("token", "[redacted]"))))
                .contains("\"actor_claims\":{\"token\":\"[redacted]\"}");
    }

    @Test
    void a_member_that_a_decision_would_ignore_is_refused() {
        refused(with("principal", "label", List.of("teller")), "input.principal.label: unknown member");
        var input = input();
        input.put("tenant", "t1");
        refused(input, "input.tenant: unknown member");
        refused(with("session", "kind", "x"), "input.session.id: expected a string");
    }

    @Test
    void an_input_has_at_most_16_kib() {
        var empty = canonical(with("action", "path", "p")).length() - 1;
        var longest = "p".repeat(CaseInput.LONGEST_BYTES - empty);
        assertThat(canonical(with("action", "path", longest))).hasSize(CaseInput.LONGEST_BYTES);
        refused(
                with("action", "path", longest + "p"),
                "input: expected at most 16384 bytes of compact JSON, not 16385");
    }

    private static void refused(Map<String, Object> input, String message) {
        assertThatThrownBy(() -> canonical(input))
                .hasMessageStartingWith(message)
                .isInstanceOfSatisfying(Rejection.class, rejection -> {
                    assertThat(rejection.reason()).isEqualTo(Rejection.Reason.INVALID_CANARY);
                    assertThat(String.valueOf(rejection.facts().get("details")))
                            .contains("path=[input")
                            .contains("message=");
                });
    }

    private static String canonical(Map<String, Object> input) {
        return CaseInput.of(input, "z1", INVALID).text();
    }

    private static Map<String, Object> with(String object, String member, @Nullable Object value) {
        var input = input();
        var changed = new LinkedHashMap<String, @Nullable Object>();
        if (input.get(object) instanceof Map<?, ?> before) {
            before.forEach((name, kept) -> changed.put(String.valueOf(name), kept));
        }
        changed.put(member, value);
        input.put(object, changed);
        return input;
    }

    private static Map<String, Object> input() {
        var input = map();
        input.put("principal", map("type", "Application", "id", "app-1", "zone_id", "z1"));
        input.put("resource", map("identifier", "resource://ledger"));
        input.put("action", map("id", "TokenExchange"));
        input.put("context", map("requested_scopes", List.of("ledger:read")));
        return input;
    }

    private static Map<String, Object> map(Object... members) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < members.length; i += 2) {
            map.put(String.valueOf(members[i]), members[i + 1]);
        }
        return map;
    }
}
