package dev.edict.replica.spring.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.decision.input.PolicyInput;
import dev.edict.replica.spring.GatewayProperties;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.core.DefaultOAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthentication;

/** Requests become policy inputs by the table of routes and the claims of a bearer token. */
class MapRequestsByRouteTest {

    private final Map<String, Object> claims = new HashMap<>(Map.of(
            "client_id",
            "app-1",
            "labels",
            List.of("teller"),
            "scope",
            "read write",
            "target",
            List.of("ledger"),
            "delegation_edge_id",
            "edge-1",
            "email",
            "teller@example.org",
            "exp",
            Instant.EPOCH));

    private static GatewayProperties properties(String... zones) {
        var table = new MapConfigurationPropertySource(Map.of(
                "edict.gateway.zones", String.join(",", zones),
                "edict.gateway.routes[0].path", "/ledger/{id}",
                "edict.gateway.routes[0].methods", "GET,HEAD",
                "edict.gateway.routes[0].resource", "ledger",
                "edict.gateway.routes[0].scope", "read",
                "edict.gateway.routes[1].path", "/ledger/**",
                "edict.gateway.routes[1].resource", "ledger",
                "edict.gateway.routes[1].scope", "write"));
        return new Binder(table).bind("edict.gateway", GatewayProperties.class).get();
    }

    private static RoutePolicyInputResolver resolver(GatewayProperties properties) {
        return new RoutePolicyInputResolver(
                properties.routes(), properties.zones(), properties.claims(), new BearerTokenClaims());
    }

    private PolicyInput input(String method, String path, String... zones) {
        return resolver(properties(zones)).resolve(new MockHttpServletRequest(method, path), token());
    }

    private BearerTokenAuthentication token() {
        var authorities = AuthorityUtils.NO_AUTHORITIES;
        return new BearerTokenAuthentication(
                new DefaultOAuth2AuthenticatedPrincipal("someone", claims, authorities),
                new OAuth2AccessToken(OAuth2AccessToken.TokenType.BEARER, "t", null, null),
                authorities);
    }

    private void refused(String why, @Nullable Object value, String claim) {
        if (value == null) {
            claims.remove(claim);
        } else {
            claims.put(claim, value);
        }
        assertThatThrownBy(() -> input("GET", "/ledger/7", "z1"))
                .isInstanceOf(UnresolvedPolicyInput.class)
                .hasMessageContaining(why);
    }

    @Test
    void the_input_is_the_use_of_the_mandate_that_the_token_is() {
        var input = input("GET", "/ledger/7", "z1");

        assertThat(input.principal().type()).isEqualTo("Application");
        assertThat(input.principal().id()).isEqualTo("app-1");
        assertThat(input.principal().zoneId()).isEqualTo("z1");
        assertThat(input.principal().labels()).containsExactly("teller");
        assertThat(input.resource().identifier()).isEqualTo("ledger");
        assertThat(input.action().method()).isEqualTo("GET");
        assertThat(input.action().path()).isEqualTo("/ledger/7");
        assertThat(input.context().requestedScopes()).isEmpty();
    }

    @Test
    void claims_that_no_decision_reads_stay_out_of_the_input() {
        assertThat(input("GET", "/ledger/7", "z1").context().subjectClaims())
                .isEqualTo(Map.of("scope", "read write", "target", List.of("ledger"), "delegation_edge_id", "edge-1"));
    }

    @Test
    void the_first_route_that_matches_counts() {
        claims.put("scope", "read");

        assertThat(input("HEAD", "/ledger/7", "z1").resource().scopes()).containsExactly("read");
        assertThatThrownBy(() -> input("DELETE", "/ledger/7", "z1")).hasMessageContaining("scope of the route");
        assertThatThrownBy(() -> input("GET", "/ledger/7/lines", "z1")).hasMessageContaining("scope of the route");
    }

    @Test
    void a_request_without_a_route_is_not_resolved() {
        assertThatThrownBy(() -> input("GET", "/other", "z1"))
                .isInstanceOf(UnresolvedPolicyInput.class)
                .hasMessageContaining("no route");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ledger/../admin",
                "/ledger/./7",
                "/ledger/..",
                "//ledger/7",
                "/ledger/7;a=b",
                "/ledger/%2e%2e/admin",
                "/ledger/a%2Fb",
                "/ledger/a%3bb",
                "/ledger/a%5cb",
                "/ledger/a\\b",
                "/ledger/%252e",
                "/ledger/a%00",
                "/ledger/a%7f"
            })
    void a_path_with_more_than_one_spelling_is_not_resolved(String path) {
        assertThatThrownBy(() -> input("GET", path, "z1"))
                .isInstanceOf(UnresolvedPolicyInput.class)
                .hasMessageContaining("spelling");
    }

    @Test
    void scopes_of_an_introspected_token_are_a_collection() {
        claims.put("scope", List.of("read", "write"));

        assertThat(input("GET", "/ledger/7", "z1").context().subjectClaims()).containsEntry("scope", "read write");
    }

    @Test
    void a_token_that_lacks_what_the_input_needs_is_not_resolved() {
        refused("calling application", null, "client_id");
        refused("calling application", 7, "client_id");
        claims.put("client_id", "app-1");
        refused("scope of the route", null, "scope");
        refused("scope of the route", "reader", "scope");
        claims.put("scope", "read");
        refused("labels", "teller", "labels");
        refused("labels", List.of(1), "labels");
    }

    @Test
    void the_zone_is_the_only_one_or_that_of_the_token_and_never_another() {
        assertThatThrownBy(() -> input("GET", "/ledger/7", "z1", "z2")).hasMessageContaining("several");
        claims.put("zone_id", "z2");
        assertThat(input("GET", "/ledger/7", "z1", "z2").principal().zoneId()).isEqualTo("z2");
        assertThatThrownBy(() -> input("GET", "/ledger/7", "z1")).hasMessageContaining("does not serve");
    }

    @Test
    void a_caller_without_a_token_has_no_claims() {
        assertThat(new BearerTokenClaims().of(() -> "app-1")).isEmpty();
    }

    @Test
    void a_route_needs_a_path_a_resource_and_a_scope() {
        assertThatThrownBy(() -> new Route("ledger", Set.of(), "r", "s")).hasMessageContaining("path");
        assertThatThrownBy(() -> new Route("/ledger", Set.of(), " ", "s")).hasMessageContaining("resource");
        assertThatThrownBy(() -> new Route("/ledger", Set.of(), "r", "a b")).hasMessageContaining("scope");
        assertThatThrownBy(() -> new Route("/ledger", Set.of("get"), "r", "s")).hasMessageContaining("methods");
    }
}
