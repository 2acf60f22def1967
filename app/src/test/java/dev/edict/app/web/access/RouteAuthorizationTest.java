package dev.edict.app.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.app.web.access.Caller.Origin;
import dev.edict.app.web.access.RouteAuthorization.Denied;
import dev.edict.app.web.request.HandlerMethods;
import dev.edict.command.api.token.Capability;
import dev.edict.command.api.zone.ZoneDirectory.KnownZone;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockServletContext;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.support.GenericWebApplicationContext;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The authorization matrix, row by row: token, request, and the expected denial. */
class RouteAuthorizationTest {

    private static final Map<String, KnownZone> ZONES = Map.of(
            "z1", new KnownZone("acc-1", false),
            "z2", new KnownZone("acc-2", false),
            "sys", new KnownZone(null, true));

    /** One route of each kind; the console's account is {@code acc-1}. */
    @RestController
    static class Routes {

        @GetMapping("/v1/zones")
        @RolesAllowed("zones:read")
        void listZones() {}

        @PostMapping("/v1/zones")
        @RolesAllowed("zones:write")
        void createZone() {}

        @GetMapping("/v1/zones/{zoneId}")
        @RolesAllowed("zone:read")
        void getZone() {}

        @PatchMapping("/v1/zones/{zoneId}")
        @RolesAllowed("zone:write")
        void changeZone() {}

        @PostMapping("/v1/zones/{zoneId}/policies/{policyId}/simulate")
        @RolesAllowed("zone:write")
        void simulate() {}

        @PostMapping("/v1/zones/{zoneId}/decisions/{eventId}/evaluate")
        @RolesAllowed("zone:read")
        void evaluate() {}

        @PostMapping("/v1/policies/validate")
        @RolesAllowed("any:read")
        void validate() {}

        @GetMapping("/v1/policy-templates")
        @RolesAllowed("any:read")
        void templates() {}

        @GetMapping("/v1/admin-tokens")
        @RolesAllowed("tokens:read")
        void listTokens() {}

        @DeleteMapping("/v1/admin-tokens/{tokenId}")
        @RolesAllowed("tokens:write")
        void revoke() {}

        @GetMapping("/v1/zones/{zoneId}/bundle")
        @RolesAllowed("replica:read")
        void bundle() {}

        @GetMapping("/v1/replicas/feed")
        @RolesAllowed("replica:read")
        void feed() {}

        @PostMapping("/v1/replicas/{id}/reports")
        @RolesAllowed("replica:report")
        void report() {}

        @GetMapping("/unnamed")
        void namesNobody() {}

        @GetMapping("/health")
        @PermitAll
        void health() {}
    }

    private final RouteAuthorization authorization = new RouteAuthorization(
            new AccessRules(zoneId -> Optional.ofNullable(ZONES.get(zoneId))),
            new HandlerMethods(mappings()),
            new DescriptionAccess("token"));

    private static ObjectProvider<RequestMappingInfoHandlerMapping> mappings() {
        var context = new GenericWebApplicationContext(new MockServletContext());
        context.registerBean(Routes.class);
        context.registerBean(RequestMappingHandlerMapping.class);
        context.refresh();
        return context.getBeanProvider(RequestMappingInfoHandlerMapping.class);
    }

    @ParameterizedTest
    @CsvSource({
        "bootstrap,    POST,   /v1/zones/sys/policies,                       ",
        "bootstrap,    DELETE, /v1/admin-tokens/t1,                          ",
        "write,        POST,   /v1/zones,                                    ",
        "write,        POST,   /v1/zones/z1/policies,                        ",
        "write,        POST,   /v1/zones/sys/policies,                       SYSTEM_ZONE_READ_ONLY",
        "write,        GET,    /v1/zones/sys/policies,                       ",
        "write,        POST,   /v1/admin-tokens,                             ",
        "read,         GET,    /v1/zones/z1/policies,                        ",
        "read,         HEAD,   /v1/zones,                                    ",
        "read,         POST,   /v1/policies/validate,                        ",
        "read,         POST,   /v1/zones/z1/policy-sets/s1/simulate,         ADMIN_TOKEN_READ_ONLY",
        "read,         POST,   /v1/zones/z1/decisions/e1/evaluate,           ",
        "read z1,      POST,   /v1/zones/z2/decisions/e1/evaluate,           ADMIN_TOKEN_ZONE_MISMATCH",
        "replica,      POST,   /v1/zones/z1/decisions/e1/evaluate,           ADMIN_TOKEN_REPLICA_ONLY",
        "write,        POST,   /v1/zones/sys/decisions/e1/evaluate,          ",
        "read,         DELETE, /v1/zones/z1,                                 ADMIN_TOKEN_READ_ONLY",
        "read,         GET,    /v1/admin-tokens,                             ",
        "read,         POST,   /v1/nowhere,                                  ADMIN_TOKEN_READ_ONLY",
        "approve,      GET,    /v1/zones/z1/timeline,                        ",
        "approve,      POST,   /v1/policies/validate,                        ",
        "approve,      PATCH,  /v1/zones/z1,                                 ADMIN_TOKEN_APPROVE_ONLY",
        "approve,      POST,   /v1/zones/z1/rollback,                        ADMIN_TOKEN_APPROVE_ONLY",
        "write z1,     POST,   /v1/zones/z1/policies,                        ",
        "write z1,     PATCH,  /v1/zones/z1,                                 ",
        "write z1,     DELETE, /v1/zones/z1,                                 ",
        "write z1,     GET,    /v1/zones/z2,                                 ADMIN_TOKEN_ZONE_MISMATCH",
        "write z1,     GET,    /v1/zones/z9/policies,                        ADMIN_TOKEN_ZONE_MISMATCH",
        "write z1,     GET,    /v1/zones,                                    ADMIN_TOKEN_ZONE_MISMATCH",
        "write z1,     GET,    /v1/zones/,                                   ADMIN_TOKEN_ZONE_MISMATCH",
        "write z1,     GET,    /v1/zones/z1%2Fx/policies,                    ADMIN_TOKEN_ZONE_MISMATCH",
        "write z1,     GET,    /v1/zones/%7A1/policies,                      ",
        "write z1,     GET,    /v1/audit-retention,                          ADMIN_TOKEN_ZONE_MISMATCH",
        "write z1,     POST,   /v1/admin-tokens,                             ADMIN_TOKEN_ZONE_MISMATCH",
        "write z1,     GET,    /metrics,                                     ADMIN_TOKEN_ZONE_MISMATCH",
        "write z1,     GET,    /v1/policy-templates,                         ",
        "write z1,     POST,   /v1/policies/validate,                        ",
        "read z1,      POST,   /v1/zones/z2/rollback,                        ADMIN_TOKEN_READ_ONLY",
        "replica,      GET,    /v1/zones/z1/bundle,                          ",
        "replica,      GET,    /v1/replicas/feed,                            ",
        "replica,      POST,   /v1/replicas/gw-1/reports,                    ",
        "replica z1,   GET,    /v1/zones/z1/bundle,                          ",
        "replica z1,   GET,    /v1/zones/z2/bundle,                          ADMIN_TOKEN_ZONE_MISMATCH",
        "replica z1,   GET,    /v1/replicas/feed,                            ",
        "replica z1,   POST,   /v1/replicas/gw-1/reports,                    ",
        "replica,      GET,    /v1/zones/z1/policies,                        ADMIN_TOKEN_REPLICA_ONLY",
        "replica,      GET,    /v1/zones,                                    ADMIN_TOKEN_REPLICA_ONLY",
        "replica,      GET,    /v1/policy-templates,                         ADMIN_TOKEN_REPLICA_ONLY",
        "replica,      POST,   /v1/policies/validate,                        ADMIN_TOKEN_REPLICA_ONLY",
        "replica,      POST,   /v1/zones/z1/rollback,                        ADMIN_TOKEN_REPLICA_ONLY",
        "replica,      GET,    /v1/admin-tokens,                             ADMIN_TOKEN_REPLICA_ONLY",
        "replica,      GET,    /metrics,                                     ADMIN_TOKEN_REPLICA_ONLY",
        "read,         GET,    /v1/zones/z1/bundle,                          ",
        "read,         GET,    /v1/replicas/feed,                            ",
        "read,         POST,   /v1/replicas/gw-1/reports,                    ADMIN_TOKEN_READ_ONLY",
        "approve,      GET,    /v1/zones/z1/bundle,                          ",
        "approve,      POST,   /v1/replicas/gw-1/reports,                    ADMIN_TOKEN_APPROVE_ONLY",
        "write z1,     GET,    /v1/zones/z2/bundle,                          ADMIN_TOKEN_ZONE_MISMATCH",
        "write z1,     POST,   /v1/replicas/gw-1/reports,                    ",
        "write,        POST,   /v1/replicas/gw-1/reports,                    ",
        "console,      GET,    /v1/admin-tokens,                             INVALID_ACCOUNT_ASSERTION",
        "write z1,     GET,    /unnamed,                                     ADMIN_TOKEN_ZONE_MISMATCH",
        "write z1,     GET,    /v1/policy-templates/one,                     ",
        "read,         POST,   /unnamed,                                     ADMIN_TOKEN_READ_ONLY",
        "console,      DELETE, /v1/admin-tokens/t1,                          ADMIN_TOKEN_MANAGEMENT_FORBIDDEN_FOR_DERIVED_TOKEN",
        "console,      POST,   /v1/zones/z2/policies,                        INVALID_ACCOUNT_ASSERTION"
    })
    void a_token_is_authorized_within_its_capability_and_scope(
            String token, String method, String path, @Nullable Denial expected) {
        assertThat(denial(caller(token), method, path)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,  /v1/zones,              ",
        "POST, /v1/zones,              ",
        "GET,  /v1/zones/z1/policies,  ",
        "GET,  /v1/policy-templates,   ",
        "POST, /v1/policies/validate,  ",
        "GET,  /v1/zones/z2/policies,  ZONE_FORBIDDEN",
        "GET,  /v1/zones/z9,           ZONE_FORBIDDEN",
        "GET,  /v1/zones/sys,          ZONE_FORBIDDEN",
        "GET,  /v1/zones/z1/bundle,    ",
        "GET,  /v1/zones/z2/bundle,    ZONE_FORBIDDEN",
        "GET,  /v1/replicas/feed,      ACCOUNT_SCOPE_REQUIRED",
        "POST, /v1/replicas/r/reports, ACCOUNT_SCOPE_REQUIRED",
        "GET,  /v1/admin-tokens,       ACCOUNT_SCOPE_REQUIRED",
        "GET,  /v1/audit-retention,    ACCOUNT_SCOPE_REQUIRED",
        "GET,  /unnamed,               ACCOUNT_SCOPE_REQUIRED"
    })
    void keeps_an_account_to_its_own_zones(String method, String path, @Nullable Denial expected) {
        assertThat(denial(caller("console").boundTo("acc-1"), method, path)).isEqualTo(expected);
    }

    @Test
    void open_routes_need_no_token_and_all_others_do() {
        var nobody = new AnonymousAuthenticationToken("key", "nobody", AuthorityUtils.createAuthorityList("none"));
        assertThat(decide(nobody, "GET", "/health").isGranted()).isTrue();
        assertThat(decide(nobody, "GET", "/v1/policy-templates").isGranted()).isFalse();
        assertThat(decide(nobody, "GET", "/v1/nowhere").isGranted()).isFalse();
        assertThat(decide(nobody, "GET", "/health/more").isGranted()).isFalse();
    }

    private @Nullable Denial denial(Caller caller, String method, String path) {
        return decide(caller, method, path) instanceof Denied denied ? denied.denial() : null;
    }

    private AuthorizationResult decide(Authentication caller, String method, String path) {
        return authorization.authorize(
                () -> caller, new RequestAuthorizationContext(new MockHttpServletRequest(method, path)));
    }

    private static Caller caller(String token) {
        var words = token.split(" ", 2);
        var zone = words.length == 2 ? words[1] : null;
        return switch (words[0]) {
            case "bootstrap" -> Caller.of("bootstrap", "bootstrap", Capability.WRITE, null, Origin.BOOTSTRAP);
            case "console" -> Caller.of("console-write", "console-write", Capability.WRITE, null, Origin.DERIVED);
            default ->
                Caller.of(
                        "t1",
                        "ci",
                        Capability.valueOf(words[0].toUpperCase(java.util.Locale.ROOT)),
                        zone,
                        Origin.MINTED);
        };
    }
}
