package dev.edict.app.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.app.Api;
import dev.edict.app.Documents;
import dev.edict.app.Edict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The flows of contract §3.2, sent as an SDK sends them. */
class SdkFlowsTest {

    private final Edict edict = Edict.shared();
    private final Sdk sdk = new Sdk("http://127.0.0.1:" + edict.port(), edict.token());
    private final String zoneId = edict.api().zone();
    private final String zone = "/v1/zones/" + zoneId;

    @Test
    void a_policy_is_authored_simulated_activated_and_followed_until_it_is_loaded() {
        assertThat(sdk.post("/v1/policies/validate", Map.of("content", Documents.GRANTS))
                        .path("valid")
                        .asBoolean())
                .isTrue();
        var policy = sdk.post(zone + "/policies", Map.of("name", "grants", "content", Documents.GRANTS));
        assertThat(policy.path("version_id").asString())
                .isEqualTo(policy.path("version").path("id").asString());
        var set = sdk.post(zone + "/policy-sets", Map.of("name", "payments"));
        var setPath = "%s/policy-sets/%s".formatted(zone, set.path("id").asString());
        var version = sdk.post(
                setPath + "/versions",
                Map.of(
                        "manifest",
                        List.of(Map.of(
                                "policy_version_id", policy.path("version_id").asString()))));
        var versionId = version.path("version_id").asString();
        var simulated = sdk.post(
                setPath + "/simulate",
                Map.of("version_id", versionId, "input", Documents.mint(zoneId, "teller", "ledger:read")));
        assertThat(simulated.path("result").path("decision").asString()).isEqualTo("allow");
        assertThat(simulated.path("would_activate").asBoolean()).isTrue();
        var activated = sdk.post(setPath + "/activate", Map.of("version_id", versionId));
        assertThat(activated.propertyNames()).containsExactly("activated", "version_id", "outbox_id", "status_url");
        var status = sdk.get(activated.path("status_url").asString());
        assertThat(status.path("active").asBoolean()).isTrue();
        assertThat(status.path("propagation_status").asString()).isIn("waiting_for_outbox", "waiting_for_sts");
    }

    @Test
    void a_denial_is_explained_replayed_and_answered_with_a_version_that_allows_it() {
        var requestId = "req-" + System.nanoTime();
        edict.owner()
                .sql(
                        """
                        insert into bridge.audit_events (id, zone_id, event_type, request_id, decision,
                            evaluation_status, determining_policies_json, diagnostics_json, metadata_json, occurred_at)
                        values (:request, :zone, 'token_exchange', :request, 'deny', 'complete', '[]',
                            '[{"reason":"role_scope_mismatch"}]',
                            '{"application_id":"app-1","resource":"resource://ledger","requested_scopes":["ledger:read"]}',
                            now())
                        """)
                .param("request", requestId)
                .param("zone", zoneId)
                .update();
        var explained = sdk.get("%s/audit/by-request/%s/explain".formatted(zone, requestId));
        assertThat(explained.path("final_decision").asString()).isEqualTo("deny");
        var input = explained.path("denied").get(0).path("policy_input");
        assertThat(input.path("principal").path("id").asString()).isEqualTo("app-1");
        assertThat(input.path("resource").path("identifier").asString()).isEqualTo("resource://ledger");
        assertThatThrownBy(() -> sdk.get(zone + "/audit/by-request/nothing/explain"))
                .hasMessage("404 request_not_found");
    }

    @Test
    void a_reconciler_that_runs_twice_activates_once_and_only_what_changed() {
        var reconciler = new Reconciler(sdk, zoneId);
        assertThat(reconciler.ensure("grants", "payments", Documents.GRANTS)).isTrue();
        assertThat(reconciler.ensure("grants", "payments", Documents.GRANTS)).isFalse();
        assertThat(activations()).isEqualTo(1);
        assertThat(reconciler.ensure("grants", "payments", Documents.GRANTS + "\n"))
                .isTrue();
        assertThat(activations()).isEqualTo(2);
    }

    private long activations() {
        return edict.sql()
                .sql("select count(*) from bridge.outbox where zone_id = :zone")
                .param("zone", zoneId)
                .query(Long.class)
                .single();
    }

    @Test
    void twelve_thousand_policies_are_listed_completely_while_others_are_created_300_of_them_in_a_millisecond() {
        edict.owner()
                .sql(
                        """
                        insert into views.policies (id, zone_id, name, created_by, created_at)
                        select 'p' || n, :zone, 'policy ' || n, 'admin:test',
                            case when n <= 300 then timestamptz '2026-01-01 00:00:00.123Z' + n % 900 * interval '1 microsecond'
                                else timestamptz '2026-01-01Z' - n * interval '1 second' end
                        from generate_series(1, 12000) n
                        """)
                .param("zone", zoneId)
                .update();
        var creating = CompletableFuture.supplyAsync(() -> {
            for (int n = 0; n < 40; n++) {
                edict.api().policy(zoneId, Documents.GRANTS);
            }
            return 40;
        });
        var seen = new ArrayList<String>();
        var cursor = "";
        do {
            var page = sdk.get(zone + "/policies?limit=500" + cursor);
            page.path("items").forEach(item -> seen.add(item.path("id").asString()));
            cursor = page.path("next_cursor").isNull()
                    ? ""
                    : "&cursor=" + page.path("next_cursor").stringValue();
        } while (!cursor.isEmpty());
        assertThat(creating.join()).isEqualTo(40);
        assertThat(seen).doesNotHaveDuplicates();
        assertThat(seen.stream().filter(id -> id.startsWith("p"))).hasSize(12_000);
    }

    @Test
    void a_list_is_followed_to_its_end() {
        for (int n = 0; n < 3; n++) {
            sdk.post(zone + "/policy-sets", Map.of("name", Api.uniqueName("set")));
        }
        assertThat(sdk.list(zone + "/policy-sets")).hasSize(3);
        assertThatThrownBy(() -> sdk.post(zone + "/policy-sets", Map.of("name", "")))
                .hasMessage("400 invalid_body");
    }
}
