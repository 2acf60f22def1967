package dev.edict.app.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.app.web.access.Caller.Origin;
import dev.edict.app.web.request.RequestTarget;
import dev.edict.command.api.token.Capability;
import dev.edict.command.api.zone.ZoneDirectory.KnownZone;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

/** The authorization matrix, row by row: token, request, what stands in the way. */
class AccessRulesTest {

    private static final Map<String, KnownZone> ZONES = Map.of(
            "z1", new KnownZone("acc-1", false),
            "z2", new KnownZone("acc-2", false),
            "sys", new KnownZone(null, true));

    private final AccessRules rules = new AccessRules(zoneId -> Optional.ofNullable(ZONES.get(zoneId)));

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
        "write z1,     GET,    /v1/zones/z1/../z2/policies,                  ",
        "write z1,     GET,    /v1/audit-retention,                          ADMIN_TOKEN_ZONE_MISMATCH",
        "write z1,     POST,   /v1/admin-tokens,                             ADMIN_TOKEN_ZONE_MISMATCH",
        "write z1,     GET,    /metrics,                                     ADMIN_TOKEN_ZONE_MISMATCH",
        "write z1,     GET,    /v1/policy-templates,                         ",
        "write z1,     POST,   /v1/policies/validate,                        ",
        "read z1,      POST,   /v1/zones/z2/rollback,                        ADMIN_TOKEN_READ_ONLY",
        "console,      GET,    /v1/admin-tokens,                             ",
        "console,      DELETE, /v1/admin-tokens/t1,                          ADMIN_TOKEN_MANAGEMENT_FORBIDDEN_FOR_DERIVED_TOKEN",
        "console,      POST,   /v1/zones/z2/policies,                        "
    })
    void lets_a_token_do_what_it_is_good_for(String token, String method, String path, @Nullable Denial expected) {
        assertThat(rules.check(caller(token), target(method, path))).isEqualTo(Optional.ofNullable(expected));
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
        "GET,  /v1/audit-retention,    ACCOUNT_SCOPE_REQUIRED",
        "GET,  /metrics,               ACCOUNT_SCOPE_REQUIRED"
    })
    void keeps_an_account_to_its_own_zones(String method, String path, @Nullable Denial expected) {
        var bound = caller("console").boundTo("acc-1");
        assertThat(rules.checkAccount(bound, target(method, path))).isEqualTo(Optional.ofNullable(expected));
    }

    @Test
    void a_caller_without_an_account_is_kept_to_none() {
        assertThat(rules.checkAccount(caller("bootstrap"), target("GET", "/v1/zones/z2")))
                .isEmpty();
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

    private static RequestTarget target(String method, String path) {
        return RequestTarget.of(new MockHttpServletRequest(method, path));
    }
}
