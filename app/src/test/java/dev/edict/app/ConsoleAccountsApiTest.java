package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A console: tokens derived from the bootstrap token, and accounts that each see their own zones. */
@Tag("servers")
class ConsoleAccountsApiTest {

    private final Edict edict = Edict.shared();
    private final Api api = edict.api();
    private final Api console = api.withToken(Console.token(Edict.TOKEN, "write"));

    @Test
    void a_console_token_requires_an_account() {
        console.get("/v1/zones").refused(401, "invalid_account_assertion");
        as("acc-1", "GET", "/v1/zones", Instant.now().minusSeconds(1)).refused(401, "invalid_account_assertion");
        console.get("/v1/admin-tokens").refused(401, "invalid_account_assertion");
    }

    @Test
    void an_account_sees_its_own_zones_and_no_others() {
        var own = as("acc-1", "POST", "/v1/zones").expect(201);
        assertThat(own.text("created_by")).isEqualTo("acc-1");
        var other = as("acc-2", "POST", "/v1/zones").expect(201).text("id");
        assertThat(as("acc-1", "GET", "/v1/zones").expect(200).body())
                .contains(own.text("id"))
                .doesNotContain(other);
        as("acc-1", "GET", "/v1/zones/" + own.text("id")).expect(200);
        as("acc-1", "GET", "/v1/zones/" + other).refused(403, "zone_forbidden");
        as("acc-1", "GET", "/v1/zones/nowhere").refused(403, "zone_forbidden");
        as("acc-1", "GET", "/metrics").refused(403, "account_scope_required");
        as("acc-1", "GET", "/v1/admin-tokens").refused(403, "account_scope_required");
        as("acc-1", "DELETE", "/v1/admin-tokens/t").refused(403, "admin_token_management_forbidden_for_derived_token");
    }

    @Test
    void an_account_is_logged_with_the_registration_of_its_zones_only() {
        var zoneId = as("acc-in-clear", "POST", "/v1/zones").expect(201).text("id");
        as("acc-in-clear", "POST", "/v1/zones/%s/policy-sets".formatted(zoneId)).expect(201);
        as("acc-in-clear", "DELETE", "/v1/zones/" + zoneId).expect(204);
        assertThat(edict.sql()
                        .sql(
                                "select event_type from events.domain_event where payload || metadata like '%acc-in-clear%'")
                        .query(String.class)
                        .list())
                .containsExactly("zone.registered");
    }

    private Api.Answer as(String account, String method, String path) {
        return as(account, method, path, Instant.now().plusSeconds(60));
    }

    private Api.Answer as(String account, String method, String path, Instant expiry) {
        var assertion = Console.assertion(Edict.TOKEN, account, expiry);
        var body = method.equals("POST") ? "{\"name\":\"%s\"}".formatted(Api.uniqueName("zone")) : null;
        return console.send(
                method, path, body, Map.of("content-type", "application/json", "x-caracal-account", assertion));
    }
}
