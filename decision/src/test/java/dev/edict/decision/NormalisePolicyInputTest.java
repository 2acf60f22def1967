package dev.edict.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.edict.decision.input.InvalidPolicyInput;
import dev.edict.decision.input.PolicyInput;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NormalisePolicyInputTest {

    @Test
    void every_known_member_is_kept() {
        var input = Request.mint()
                .with("principal.registration_method", "managed")
                .with("principal.agent_session_id", "session-0")
                .with("principal.lifecycle", "task")
                .with("action.method", "GET")
                .with("action.path", "/x")
                .with("session.id", "authority-1")
                .with("delegation_edge.edge_version", 3)
                .with("delegation_edge.graph_epoch", new BigInteger("4"))
                .with("delegation_edge.path", List.of("a", "b"))
                .with("context.actor_claims", Map.of("n", 1))
                .with("context.challenge_resolved", true)
                .with("context.trace_id", "t")
                .with("unknown", List.of())
                .with("principal.unknown", 1)
                .input();
        assertThat(input.principal())
                .isEqualTo(new PolicyInput.Principal(
                        "Application", "app-1", "zone-1", "managed", "session-0", "task", List.of("reader")));
        assertThat(input.resource())
                .isEqualTo(new PolicyInput.Resource("Resource", "res-1", "orders", List.of("read", "write")));
        assertThat(input.action()).isEqualTo(new PolicyInput.Action("TokenExchange", "GET", "/x"));
        assertThat(input.session()).isEqualTo(new PolicyInput.Session("authority-1"));
        assertThat(input.delegationEdge())
                .isEqualTo(new PolicyInput.DelegationEdge(
                        "edge-1",
                        null,
                        null,
                        null,
                        null,
                        null,
                        List.of("read", "write"),
                        3L,
                        List.of("a", "b"),
                        4L,
                        null));
        assertThat(input.context())
                .isEqualTo(new PolicyInput.Context(
                        Map.of("n", 1), true, List.of("read"), Map.of(), "t", null, "session-1", null));
    }

    static Stream<Arguments> members_that_vanish() {
        return Stream.of(
                arguments("principal.registration_method", ""),
                arguments("principal.agent_session_id", ""),
                arguments("principal.lifecycle", ""),
                arguments("principal.labels", List.of()),
                arguments("delegation_edge.source_session_id", ""),
                arguments("delegation_edge.scopes", List.of()),
                arguments("delegation_edge.edge_version", 0),
                arguments("context.subject_claims", Map.of()),
                arguments("context.trace_id", ""),
                arguments("context.session_id", ""),
                arguments("context.agent_session_id", ""),
                arguments("context.delegation_edge_id", ""),
                arguments("context.requested_scopes", List.of()),
                arguments("schema_version", ""));
    }

    @ParameterizedTest
    @MethodSource("members_that_vanish")
    void empty_null_and_absent_are_the_same_for_optional_members(String path, Object empty) {
        var absent = Request.mint().without(path).input();
        assertThat(Request.mint().with(path, empty).input()).isEqualTo(absent);
        assertThat(Request.mint().withNull(path).input()).isEqualTo(absent);
    }

    @Test
    void a_session_and_an_edge_are_absent_only_when_null() {
        var input = Request.withoutScopes()
                .withNull("session")
                .withNull("delegation_edge")
                .input();
        assertThat(input.session()).isNull();
        assertThat(input.delegationEdge()).isNull();
        assertThat(Request.withoutScopes().with("session.id", "").input().session())
                .isEqualTo(new PolicyInput.Session(""));
    }

    @Test
    void an_input_rebuilt_from_audit_metadata_is_complete_enough() {
        var input = Request.bootstrap()
                .without("resource.id")
                .without("resource.scopes")
                .without("context.actor_claims")
                .without("context.challenge_resolved")
                .input();
        assertThat(input.resource()).isEqualTo(new PolicyInput.Resource("Resource", "", "orders", List.of()));
        assertThat(input.context().actorClaims()).isEmpty();
        assertThat(input.context().challengeResolved()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "principal.type",
                "principal.id",
                "principal.zone_id",
                "resource.identifier",
                "action.id",
                "delegation_edge.id",
                "principal",
                "resource",
                "action",
                "context"
            })
    void members_a_decision_depends_on_are_required(String path) {
        var missing = Request.mint().without(path);
        assertThatThrownBy(missing::input)
                .isInstanceOf(InvalidPolicyInput.class)
                .hasMessageStartingWith(path + ": expected a");
        assertThatThrownBy(() -> Request.mint().withNull(path).input()).isInstanceOf(InvalidPolicyInput.class);
    }

    static Stream<Arguments> wrong_members() {
        return Stream.of(
                arguments("schema_version", "2025-01-01", "schema_version: expected \"2026-05-20\""),
                arguments("schema_version", 20260520, "schema_version: expected a string"),
                arguments("principal", List.of(), "principal: expected an object"),
                arguments("principal.id", 1, "principal.id: expected a string"),
                arguments("principal.zone_id", "", "principal.zone_id: expected a non-empty string"),
                arguments("principal.lifecycle", false, "principal.lifecycle: expected a string"),
                arguments("principal.labels", "reader", "principal.labels: expected an array of strings"),
                arguments(
                        "context.requested_scopes", List.of("a", 1), "context.requested_scopes[1]: expected a string"),
                arguments(
                        "context.requested_scopes",
                        Arrays.asList("a", null),
                        "context.requested_scopes[1]: expected a string"),
                arguments("context.challenge_resolved", "no", "context.challenge_resolved: expected a boolean"),
                arguments("context.actor_claims", 1, "context.actor_claims: expected an object"),
                arguments("context.subject_claims", List.of(), "context.subject_claims: expected an object"),
                arguments(
                        "context.subject_claims",
                        Map.of("a", List.of(new Object())),
                        "context.subject_claims.a[0]: expected a JSON value"),
                arguments("context.subject_claims", Map.of(1, 2), "context.subject_claims: expected string keys"),
                arguments("session", "s", "session: expected an object"),
                arguments("session", Map.of(), "session.id: expected a string"),
                arguments(
                        "delegation_edge.edge_version",
                        1.5,
                        "delegation_edge.edge_version: expected a 64-bit integer without point or exponent"),
                arguments(
                        "delegation_edge.edge_version",
                        Double.NaN,
                        "delegation_edge.edge_version: expected a 64-bit integer without point or exponent"),
                arguments(
                        "delegation_edge.graph_epoch",
                        new BigDecimal("1e999999999"),
                        "delegation_edge.graph_epoch: expected a 64-bit integer without point or exponent"),
                arguments("delegation_edge.path", Map.of(), "delegation_edge.path: expected an array of strings"),
                arguments(
                        "principal.labels",
                        Collections.nCopies(10_001, "x"),
                        "principal.labels: expected at most 10000 elements"),
                arguments("principal.id", "x".repeat(65_537), "principal.id: expected at most 65536 characters"));
    }

    @ParameterizedTest
    @MethodSource("wrong_members")
    void wrong_members_are_refused_by_path(String path, Object value, String message) {
        var request = Request.mint().with(path, value);
        assertThatThrownBy(request::input)
                .isInstanceOf(InvalidPolicyInput.class)
                .hasMessage(message);
    }

    static Stream<Arguments> other_spellings() {
        return Stream.of(
                arguments("principal.ID", "principal.ID: expected the spelling id"),
                arguments("Principal", "Principal: expected the spelling principal"),
                arguments(
                        "context.\u017fubject_claims",
                        "context.\u017fubject_claims: expected the spelling subject_claims"),
                arguments("delegation_edge.Scopes", "delegation_edge.Scopes: expected the spelling scopes"),
                arguments("action.ID", "action.ID: expected the spelling id"),
                arguments("resource.identifieR", "resource.identifieR: expected the spelling identifier"));
    }

    @ParameterizedTest
    @MethodSource("other_spellings")
    void names_that_decision_points_read_in_any_case_are_refused_in_another(String path, String message) {
        var request = Request.mint().with(path, "app-1");
        assertThatThrownBy(request::input).hasMessage(message);
    }

    @Test
    void halves_of_surrogate_pairs_are_read_as_decision_points_decode_them() {
        var claims = new LinkedHashMap<String, Object>();
        claims.put("\ud800", 1);
        claims.put("\udfff", List.of(Map.of("\ud83d\ude00", "a\ud83d")));
        var input = Request.mint()
                .with("principal.labels", List.of("\ud800\ud800", "\ud83d\ude00", "\ude00\ud83d"))
                .with("resource.identifier", "\ud800x")
                .with("context.actor_claims", claims)
                .with("context.requested_scopes", List.of("\ud800"))
                .input();
        assertThat(input.principal().labels()).containsExactly("\ufffd\ufffd", "\ud83d\ude00", "\ufffd\ufffd");
        assertThat(input.resource().identifier()).isEqualTo("\ufffdx");
        assertThat(input.context().requestedScopes()).containsExactly("\ufffd");
        assertThat(input.context().actorClaims())
                .isEqualTo(Map.of("\ufffd", List.of(Map.of("\ud83d\ude00", "a\ufffd"))));
    }

    static Stream<Number> beyond_doubles() {
        return Stream.of(
                Double.POSITIVE_INFINITY,
                new BigDecimal("-1e400"),
                new BigDecimal("1e999999999"),
                BigInteger.TEN.pow(309));
    }

    @ParameterizedTest
    @MethodSource("beyond_doubles")
    void numbers_that_no_double_can_hold_are_refused_wherever_any_json_is_kept(Number number) {
        for (var path : List.of("context.subject_claims", "context.actor_claims", "delegation_edge.constraints_json")) {
            var request = Request.mint().with(path, Map.of("n", List.of(number)));
            assertThatThrownBy(request::input).hasMessage(path + ".n[0]: expected a number that a double can hold");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "1e0", "0.0"})
    void an_integer_with_a_point_or_an_exponent_is_refused(String written) {
        for (var number : List.of(Double.valueOf(written), new BigDecimal(written))) {
            var request = Request.mint().with("delegation_edge.edge_version", number);
            assertThatThrownBy(request::input).hasMessageStartingWith("delegation_edge.edge_version: ");
        }
    }

    @Test
    void claims_keep_any_json() {
        var claims = new HashMap<String, Object>();
        claims.put("nothing", null);
        claims.put("list", Arrays.asList(1, null, Map.of("k", true)));
        var input =
                Request.withoutScopes().with("context.subject_claims", claims).input();
        assertThat(input.context().subjectClaims()).isEqualTo(claims);
    }

    @Test
    void claims_are_bounded_in_depth_and_size() {
        Object nested = 1;
        for (int i = 0; i < 32; i++) {
            nested = List.of(nested);
        }
        var deep = Request.mint().with("context.subject_claims.a", nested);
        assertThatThrownBy(deep::input).hasMessageEndingWith("expected at most 32 levels of nesting");
        var wide = Request.mint().with("context.actor_claims.a", Collections.nCopies(10_000, 1));
        assertThatThrownBy(wide::input)
                .hasMessage("context.actor_claims.a[9999]: expected at most 10000 values before it");
    }

    @Test
    void long_names_are_shortened_in_paths() {
        var claims = Map.of("n".repeat(100_000), List.of(new Object()));
        var request = Request.mint().with("context.subject_claims", claims);
        assertThatThrownBy(request::input)
                .hasMessage("context.subject_claims." + "n".repeat(32) + "…[0]: expected a JSON value");
    }

    @Test
    void an_input_does_not_change_with_the_json_it_came_from() {
        var scopes = new ArrayList<>(List.of("read"));
        var request = Request.mint().with("context.requested_scopes", scopes).with("context.actor_claims.a", scopes);
        var input = request.input();
        scopes.add("write");
        request.json().clear();
        assertThat(input.context().requestedScopes()).containsExactly("read");
        assertThat(input.context().actorClaims()).isEqualTo(Map.of("a", List.of("read")));
    }
}
