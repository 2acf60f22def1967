package dev.edict.command.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.edict.command.api.Rejection;
import dev.edict.command.suite.SuiteBody.Case;
import dev.edict.command.suite.SuitesInForce.Suite;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProposeSuitesTest {

    @Test
    void they_are_by_name_what_they_would_be_after_they_were_stored() {
        var proposed = propose(Map.of("b", suite(one("reads", "deny")), "a", suite(one("pays", "deny"))));
        assertThat(proposed.suitesVersion()).isZero();
        assertThat(proposed.suites())
                .extracting(Suite::name, Suite::version)
                .containsExactly(tuple("a", 0L), tuple("b", 0L));
        var stored = proposed.suites().get(0);
        assertThat(stored.cases().get(0).input()).as("in the normal form").doesNotContainKey("session");
        assertThat(stored.sha256()).hasSize(64);
    }

    @Test
    void the_place_of_an_error_begins_with_the_suite() {
        refused(Map.of("a.b", suite(one("a", "deny"), one("a", "deny"))), "[suites, a.b, cases, 1, name]");
        refused(Map.of("a", suite(one("a", "allow"), one("b", "deny"))), "[suites, a, cases, 1, expect]");
        refused(
                Map.of("a", suite(new Case("a", input("z1"), "deny", "because", null, null))),
                "[suites, a, cases, 0, expect_reason]");
        refused(
                Map.of("a", suite(new Case("a", input("z2"), "deny", null, null, null))),
                "[suites, a, cases, 0, input, principal, zone_id]");
        refused(
                Map.of("a", suite(new Case("a", input("z1"), "deny", null, null, Map.of("expects", "allow")))),
                "[suites, a, cases, 0, expects]");
        refused(Map.of("a", new SuiteBody(null, List.of(one("a", "deny")), Map.of("case", 1))), "[suites, a, case]");
    }

    @Test
    void a_zone_has_50_suites_with_10000_cases_at_most() {
        var suites = new HashMap<String, SuiteBody>();
        IntStream.range(0, 50).forEach(n -> suites.put("s" + n, suite(one("a", "deny"))));
        assertThat(propose(suites).suites()).hasSize(50);
        suites.put("one more", suite(one("a", "deny")));
        refused(suites, Rejection.Reason.TOO_MANY_SUITES);
        var full = suite(IntStream.range(0, 1_000)
                .mapToObj(n -> one("case " + n, "deny"))
                .toArray(Case[]::new));
        var many = new HashMap<String, SuiteBody>();
        IntStream.range(0, 10).forEach(n -> many.put("s" + n, full));
        assertThat(propose(many).suites()).hasSize(10);
        many.put("one more", suite(one("a", "deny")));
        refused(many, Rejection.Reason.TOO_MANY_SUITE_CASES);
    }

    private static SuitesInForce.ZoneSuites propose(Map<String, SuiteBody> suites) {
        return ProposedSuites.of("z1", suites, "embedded");
    }

    private static void refused(Map<String, SuiteBody> suites, String path) {
        assertThatThrownBy(() -> propose(suites)).isInstanceOfSatisfying(Rejection.class, rejection -> {
            assertThat(rejection.reason()).isEqualTo(Rejection.Reason.INVALID_SUITE);
            assertThat(String.valueOf(rejection.facts().get("details"))).contains("path=" + path);
        });
    }

    private static void refused(Map<String, SuiteBody> suites, Rejection.Reason reason) {
        assertThatThrownBy(() -> propose(suites))
                .isInstanceOfSatisfying(Rejection.class, rejection -> assertThat(rejection.reason())
                        .isEqualTo(reason));
    }

    private static SuiteBody suite(Case... cases) {
        return new SuiteBody(null, List.of(cases), null);
    }

    private static Case one(String name, String expect) {
        return new Case(name, input("z1"), expect, null, null, null);
    }

    private static Map<String, @Nullable Object> input(String zoneId) {
        var input = new HashMap<String, @Nullable Object>(Map.of(
                "schema_version",
                "2026-05-20",
                "principal",
                Map.of("type", "Application", "id", "app-1", "zone_id", zoneId),
                "resource",
                Map.of("type", "Resource", "id", "r", "identifier", "r", "scopes", List.of("s")),
                "action",
                Map.of("id", "TokenExchange"),
                "context",
                Map.of("actor_claims", Map.of(), "challenge_resolved", false, "requested_scopes", List.of("s"))));
        input.put("session", null);
        return input;
    }
}
