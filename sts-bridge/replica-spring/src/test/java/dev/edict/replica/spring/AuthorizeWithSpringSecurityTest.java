package dev.edict.replica.spring;

import static dev.edict.replica.spring.MemoryBundles.ZONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.replica.Replica;
import dev.edict.replica.ReplicaSettings;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/** What the filter chain of Spring Security gets, and answers. */
class AuthorizeWithSpringSecurityTest {

    private final MemoryBundles edict = new MemoryBundles();
    private final Replica replica =
            new Replica(ReplicaSettings.from(edict).zones(List.of(ZONE)).build());
    private final GatewayAuthorization gateway =
            new GatewayAuthorization(new GatewayAuthorizer(replica, (request, caller) -> Policies.mint(ZONE, "read")));
    private final GatewayAccessDeniedHandler handler = new GatewayAccessDeniedHandler("Bearer");
    private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/ledger");
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    @BeforeEach
    void start() {
        replica.start();
    }

    @AfterEach
    void close() {
        replica.close();
    }

    private void govern(String document) {
        edict.activate("v1", document);
        await("the version is in force")
                .until(() -> replica.status(ZONE).orElseThrow().bundle() != null);
    }

    private GatewayAuthorizationResult authorize(@Nullable Authentication caller) {
        return gateway.authorize(() -> caller, new RequestAuthorizationContext(request));
    }

    private static Authentication teller() {
        return new TestingAuthenticationToken("app-1", "", "teller");
    }

    private void handle(AccessDeniedException refusal) throws IOException {
        handler.handle(request, response, refusal);
    }

    private String body() throws IOException {
        return response.getContentAsString();
    }

    @Test
    void an_authenticated_caller_is_granted_what_the_policy_grants() {
        govern(Policies.granting("read"));

        assertThat(authorize(teller()).isGranted()).isTrue();
        assertThat(GatewayDecision.of(request).orElseThrow().isGranted()).isTrue();
    }

    @Test
    void an_unknown_caller_is_refused_before_the_policy_is_asked() {
        govern(Policies.granting("read"));
        var anonymous = new AnonymousAuthenticationToken("k", "anonymous", AuthorityUtils.createAuthorityList("guest"));
        var unproven = new TestingAuthenticationToken("app-1", "");
        unproven.setAuthenticated(false);

        for (var caller : new @Nullable Authentication[] {anonymous, unproven, null}) {
            assertThat(authorize(caller).decision().orElseThrow().code()).isEqualTo("unauthenticated");
        }
    }

    @Test
    void a_refusal_is_answered_by_its_decision() throws IOException {
        govern(Policies.holding());
        var hold = authorize(teller());

        handle(new AuthorizationDeniedException("Access Denied", hold));

        assertThat(hold.isGranted()).isFalse();
        assertThat(response.getStatus()).isEqualTo(403);
        assertThat(body()).contains("\"error\":\"step_up_required\"", "\"tier\":\"high\"");
    }

    @Test
    void a_gateway_that_cannot_decide_is_unavailable() throws IOException {
        replica.close();

        handle(new AuthorizationDeniedException("Access Denied", authorize(teller())));

        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.getHeader("Retry-After")).isEqualTo("5");
        assertThat(body()).contains("\"error\":\"policy_not_loaded\"");
    }

    @Test
    void a_combination_of_managers_that_hides_the_result_is_answered_by_the_request() throws IOException {
        replica.close();
        authorize(teller());

        handle(new AuthorizationDeniedException("Access Denied", new AuthorizationDecision(false)));

        assertThat(response.getStatus()).isEqualTo(503);
    }

    @Test
    void a_refusal_of_somebody_else_is_never_an_allow() throws IOException {
        govern(Policies.granting("read"));
        authorize(teller());

        handle(new AccessDeniedException("a method of the application refuses"));

        assertThat(response.getStatus()).isEqualTo(403);
        assertThat(body()).contains("\"error\":\"access_denied\"");
    }

    @Test
    void a_refusal_without_a_decision_is_a_denial() throws IOException {
        handle(new AccessDeniedException("the token against forgery is missing"));

        assertThat(response.getStatus()).isEqualTo(403);
        assertThat(body()).contains("\"error\":\"access_denied\"");
    }

    @Test
    void the_entry_point_challenges() throws IOException {
        new GatewayAuthenticationEntryPoint("Basic realm=\"upstream\"")
                .commence(request, response, new InsufficientAuthenticationException("no credentials"));

        assertThat(response.getStatus()).isEqualTo(401);
        assertThat(response.getHeader("WWW-Authenticate")).isEqualTo("Basic realm=\"upstream\"");
        assertThat(body()).contains("\"error\":\"unauthenticated\"");
    }
}
