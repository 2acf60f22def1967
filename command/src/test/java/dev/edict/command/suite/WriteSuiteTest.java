package dev.edict.command.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.command.api.Rejection;
import dev.edict.command.evaluation.SimulationCase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WriteSuiteTest {

    @Test
    void cases_are_kept_as_compact_json_with_their_inputs_in_the_normal_form() {
        var text = text(
                one("reads", "ledger:read", "allow", null),
                new SimulationCase(
                        "pays", input("ledger:pay"), "deny", "role_scope_mismatch", List.of(Map.of("a", 1))));
        assertThat(text)
                .startsWith("[{\"name\":\"reads\",\"input\":{\"action\":{\"id\":\"TokenExchange\"},")
                .contains("\"expect\":\"allow\"},{\"name\":\"pays\"")
                .endsWith(
                        "\"expect\":\"deny\",\"expect_reason\":\"role_scope_mismatch\",\"expect_diagnostics\":[{\"a\":1}]}]");
    }

    @Test
    void what_is_written_is_read_again() {
        var text = text(one("reads", "ledger:read", "deny", "no_rule_matched"));
        assertThat(SuiteText.of(SuiteText.read(text), "z1", "embedded", SuiteText.INVALID))
                .isEqualTo(text);
    }

    @Test
    void cases_that_engines_cannot_tell_apart_have_the_same_text() {
        var turned = new LinkedHashMap<String, Object>();
        input("ledger:read").entrySet().stream()
                .sorted(Map.Entry.<String, Object>comparingByKey().reversed())
                .forEach(member -> turned.put(member.getKey(), member.getValue()));
        turned.put("session", null);
        assertThat(text(new SimulationCase("reads", turned, "allow", null, null)))
                .isEqualTo(text(one("reads", "ledger:read", "allow", null)));
    }

    @Test
    void two_cases_that_no_decision_fulfils_are_refused_and_both_are_named() {
        refused(
                "cases.1.expect: the cases reads and writes have the same input and expect allow and deny:"
                        + " no decision fulfils both",
                one("reads", "a", "allow", null),
                one("writes", "a", "deny", null));
        refused(
                "cases.2.expect: the cases first and third have the same input and expect deny with the reason"
                        + " no_rule_matched and deny with the reason role_scope_mismatch: no decision fulfils both",
                one("first", "a", "deny", "no_rule_matched"),
                one("second", "a", "deny", null),
                one("third", "a", "deny", "role_scope_mismatch"));
    }

    @Test
    void cases_with_the_same_input_may_expect_the_same_differently() {
        var text = text(one("any", "a", "deny", null), one("why", "a", "deny", "no_rule_matched"));
        assertThat(SuiteText.read(text)).extracting(SimulationCase::name).containsExactly("any", "why");
    }

    @Test
    void two_cases_of_the_same_name_are_refused() {
        refused(
                "cases.2.name: case 0 has the same name: each needs one of its own",
                one("reads", "a", "allow", null),
                one("writes", "b", "allow", null),
                one("reads", "c", "allow", null));
    }

    @Test
    void an_expectation_that_the_engine_never_fulfils_is_refused_with_its_place() {
        refused("cases.0.expect_reason: an allow has no deny reason", one("a", "a", "allow", "no_rule_matched"));
        refused("cases.0.expect_reason: no denial has this reason", one("a", "a", "deny", "because"));
        var cases = List.of(one("a", "a", "deny", "because"));
        assertThat(SuiteText.of(cases, "z1", "opa", SuiteText.INVALID)).contains("because");
    }

    @Test
    void an_input_that_cannot_be_evaluated_in_the_zone_is_refused_with_its_place() {
        assertThatThrownBy(
                        () -> SuiteText.of(List.of(one("a", "a", "deny", null)), "z2", "embedded", SuiteText.INVALID))
                .hasMessage("cases.0.input.principal.zone_id: expected this zone, \"z2\"");
        var secret = new LinkedHashMap<>(input("a"));
        secret.put("context", Map.of("actor_claims", Map.of("client_secret", "s3cr3t")));
        refused(
                "cases.1.input.context.actor_claims.client_secret: the name is that of a secret",
                one("a", "a", "deny", null),
                new SimulationCase("b", secret, "deny", null, null));
        refused("cases.0.input.principal.", new SimulationCase("b", Map.of("principal", Map.of()), "deny", null, null));
    }

    @Test
    void a_text_has_at_most_8_mib() {
        var longest = "s".repeat(16_000);
        var cases = IntStream.range(0, 530)
                .mapToObj(n -> one("case " + n, longest + n, "deny", null))
                .toList();
        assertThatThrownBy(() -> SuiteText.of(cases, "z1", "embedded", SuiteText.INVALID))
                .hasMessageStartingWith("cases: expected at most 8388608 bytes of compact JSON, not 8");
        assertThat(SuiteText.of(cases.subList(0, 500), "z1", "embedded", SuiteText.INVALID))
                .isNotEmpty();
    }

    private static void refused(String message, SimulationCase... cases) {
        assertThatThrownBy(() -> text(cases))
                .hasMessageStartingWith(message)
                .isInstanceOfSatisfying(Rejection.class, rejection -> {
                    assertThat(rejection.reason()).isEqualTo(Rejection.Reason.INVALID_SUITE);
                    assertThat(String.valueOf(rejection.facts().get("details"))).contains("path=[cases, ");
                });
    }

    private static String text(SimulationCase... cases) {
        return SuiteText.of(List.of(cases), "z1", "embedded", SuiteText.INVALID);
    }

    private static SimulationCase one(String name, String scope, String expect, @Nullable String reason) {
        return new SimulationCase(name, input(scope), expect, reason, null);
    }

    private static Map<String, Object> input(String scope) {
        return Map.of(
                "principal", Map.of("type", "Application", "id", "app-1", "zone_id", "z1"),
                "resource", Map.of("identifier", "resource://ledger"),
                "action", Map.of("id", "TokenExchange"),
                "context", Map.of("requested_scopes", List.of(scope)));
    }
}
