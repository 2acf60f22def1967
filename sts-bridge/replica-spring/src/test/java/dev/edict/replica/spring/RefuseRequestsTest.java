package dev.edict.replica.spring;

import static dev.edict.replica.spring.MemoryBundles.ZONE;
import static dev.edict.replica.spring.Policies.mint;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.edict.decision.input.PolicyInput;
import dev.edict.replica.ClockedReplica;
import dev.edict.replica.ReplicaSettings;
import dev.edict.replica.spring.GatewayDecision.Verdict;
import dev.edict.replica.spring.input.PolicyInputResolver;
import dev.edict.replica.spring.input.UnresolvedPolicyInput;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a request gets from the servlet filter. */
class RefuseRequestsTest {

    private static final Duration PAST_THE_BUDGET = Duration.ofMinutes(6);

    private final MemoryBundles edict = new MemoryBundles();
    private final ClockedReplica clocked =
            new ClockedReplica(ReplicaSettings.from(edict).zones(List.of(ZONE)).build());
    private PolicyInputResolver resolver = (request, caller) -> mint(ZONE, "read");
    private boolean isDebugged;

    /** A request, its response, and whether the application behind the filter was reached. */
    private record Answered(MockHttpServletRequest request, MockHttpServletResponse response, boolean isPassed) {

        JsonNode problem() {
            assertThat(response.getContentType()).isEqualTo("application/problem+json");
            return JsonMapper.shared().readTree(response.getContentAsByteArray());
        }

        Answered refused(int status, String code) {
            assertThat(isPassed).isFalse();
            assertThat(response.getStatus()).isEqualTo(status);
            assertThat(problem().get("error").stringValue()).isEqualTo(code);
            assertThat(problem().get("type").stringValue()).isEqualTo("urn:edict:error:" + code);
            assertThat(problem().get("status").intValue()).isEqualTo(status);
            return this;
        }
    }

    @AfterEach
    void close() {
        clocked.close();
    }

    private void govern(String versionId, String document) {
        edict.activate(versionId, document);
        await("the version is in force").until(() -> clocked.replica().status(ZONE).stream()
                .anyMatch(zone -> zone.bundle() != null
                        && versionId.equals(
                                Objects.requireNonNull(zone.bundle()).versionId())));
    }

    private Answered ask() {
        return ask("app-1");
    }

    private Answered ask(String caller) {
        var request = new MockHttpServletRequest("GET", "/ledger");
        if (!caller.isEmpty()) {
            request.setUserPrincipal(() -> caller);
        }
        var response = new MockHttpServletResponse();
        var chain = new MockFilterChain();
        try {
            var gateway = new GatewayFilter(new GatewayAuthorizer(clocked.replica(), resolver), "Bearer");
            if (isDebugged) {
                new DecisionHeaderFilter()
                        .doFilter(request, response, (asked, answer) -> gateway.doFilter(asked, answer, chain));
            } else {
                gateway.doFilter(request, response, chain);
            }
        } catch (IOException | ServletException e) {
            throw new IllegalStateException(e);
        }
        return new Answered(request, response, chain.getRequest() != null);
    }

    @Test
    void a_granted_request_reaches_the_application_with_the_version_that_granted_it() {
        govern("v1", Policies.granting("read"));

        var answered = ask();

        assertThat(answered.isPassed()).isTrue();
        var decision = GatewayDecision.of(answered.request()).orElseThrow();
        assertThat(decision.verdict()).isEqualTo(Verdict.ALLOWED);
        assertThat(decision.bundle()).satisfies(bundle -> {
            assertThat(Objects.requireNonNull(bundle).activationSeq()).isOne();
            assertThat(bundle.versionId()).isEqualTo("v1");
        });
        assertThat(answered.response().getHeaderNames()).isEmpty();
    }

    @Test
    void a_caller_without_credentials_is_challenged() {
        govern("v1", Policies.granting("read"));

        var answered = ask("").refused(401, "unauthenticated");

        assertThat(answered.response().getHeader("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(answered.response().getHeader("Retry-After")).isNull();
    }

    @Test
    void a_denial_has_the_reason_of_the_contract() {
        govern("v1", Policies.granting("write"));

        var problem = ask().refused(403, "role_scope_mismatch").problem();

        assertThat(problem.toString())
                .isEqualTo(
                        "{\"type\":\"urn:edict:error:role_scope_mismatch\",\"title\":\"role scope mismatch\",\"status\":403,"
                                + "\"detail\":\"the policy in force does not grant the request\",\"instance\":\"/ledger\","
                                + "\"error\":\"role_scope_mismatch\","
                                + "\"error_description\":\"the policy in force does not grant the request\"}");
    }

    @Test
    void a_zone_that_nothing_governs_is_a_denial_and_not_an_outage() {
        await("the zone is read").until(() -> clocked.replica().counts().loads() == 1);

        ask().refused(403, "no_active_policy_set");
    }

    @Test
    void an_allow_that_requires_an_approval_is_not_access() {
        govern("v1", Policies.holding());

        var stepUp = ask().refused(403, "step_up_required").problem().get("step_up_required");

        assertThat(stepUp.get("type").stringValue()).isEqualTo("human_approval");
        assertThat(stepUp.get("tiers").valueStream().map(tier -> tier.get("tier")
                        .stringValue()))
                .containsExactly("high");
    }

    @Test
    void a_gateway_that_has_loaded_nothing_is_unavailable() {
        edict.away(true);
        resolver = (request, caller) -> mint("z2", "read");

        var answered = ask().refused(503, "policy_not_loaded");

        assertThat(answered.response().getHeader("Retry-After")).isEqualTo("5");
        assertThat(answered.response().getHeader("Cache-Control")).isEqualTo("no-store");
        assertThat(answered.response().getHeader("WWW-Authenticate")).isNull();
    }

    @Test
    void a_stale_bundle_allows_nothing_and_is_told_apart_from_a_denial() {
        govern("v1", Policies.granting("read"));
        edict.away(true);

        clocked.pass(PAST_THE_BUDGET);

        assertThat(ask().refused(503, "policy_stale").response().getHeader("Retry-After"))
                .isEqualTo("5");
    }

    @Test
    void a_closed_replica_allows_nothing() {
        govern("v1", Policies.granting("read"));
        assertThat(ask().isPassed()).isTrue();

        clocked.close();

        ask().refused(503, "policy_not_loaded");
    }

    @Test
    void a_bundle_that_cannot_be_evaluated_is_an_outage_as_in_the_contract() {
        govern("v1", Policies.failing());

        ask().refused(503, "policy_eval_failed");
    }

    @Test
    void a_request_that_maps_to_no_input_is_denied() {
        govern("v1", Policies.granting("read"));
        resolver = (request, caller) -> {
            throw new UnresolvedPolicyInput("no route of the gateway matches the request");
        };

        var problem = ask().refused(403, "policy_input_unresolved").problem();

        assertThat(problem.get("detail").stringValue()).isEqualTo("no route of the gateway matches the request");
    }

    @Test
    void an_input_that_violates_the_schema_is_denied() {
        govern("v1", Policies.granting("read"));
        resolver = (request, caller) -> PolicyInput.from(Map.of());

        ask().refused(403, "policy_input_unresolved");
    }

    @Test
    void a_resolver_that_fails_lets_nothing_through_and_its_message_stays_in_the_log() {
        govern("v1", Policies.granting("read"));
        resolver = (request, caller) -> {
            throw new IllegalStateException("directory password hunter2");
        };

        var answered = ask().refused(503, "policy_input_failed");

        assertThat(answered.problem().toString()).doesNotContain("hunter2");
    }

    @Test
    @SuppressWarnings("NullAway") // what a resolver without null checks may do
    void a_resolver_that_returns_nothing_lets_nothing_through() {
        govern("v1", Policies.granting("read"));
        resolver = (request, caller) -> null;

        ask().refused(503, "policy_input_failed");
    }

    @Test
    void the_debugging_header_is_absent_unless_switched_on() {
        govern("v1", Policies.granting("read"));

        assertThat(ask().response().getHeader("X-Edict-Decision")).isNull();
        isDebugged = true;
        assertThat(ask().response().getHeader("X-Edict-Decision"))
                .isEqualTo("allowed; code=allowed; zone=\"z1\"; activation-seq=1; version=\"v1\"");
        govern("v2", Policies.granting("write"));
        assertThat(ask().response().getHeader("X-Edict-Decision"))
                .isEqualTo("denied; code=role_scope_mismatch; zone=\"z1\"; activation-seq=2; version=\"v2\"");
        assertThat(ask("").response().getHeader("X-Edict-Decision")).isEqualTo("unauthenticated; code=unauthenticated");
    }

    @Test
    void only_an_allowed_outcome_can_be_access() {
        govern("v1", Policies.holding());
        var hold = clocked.replica().decide(ZONE, mint(ZONE, "read"));

        assertThatThrownBy(() -> new GatewayDecision(Verdict.ALLOWED, "allowed", hold))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new GatewayDecision(Verdict.ALLOWED, "allowed", null))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
