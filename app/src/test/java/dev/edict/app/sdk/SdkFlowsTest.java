package dev.edict.app.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.edict.app.Api;
import dev.edict.app.Documents;
import dev.edict.app.Edict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The flows of contract §3.2, sent as an SDK sends them. */
@Tag("servers")
class SdkFlowsTest {

    /** The same, and books that another application reads. */
    private static final String WITH_BOOKS =
            """
            # caracal:data-document
            package caracal.authz

            import rego.v1

            app_ids := {"ledger": "app-1", "library": "app-2"}

            grants := {
                "resource://ledger": {"application": "ledger", "roles": {"teller": ["ledger:read"]}},
                "resource://books": {"application": "library", "roles": {"reader": ["books:read"]}},
            }
            """;

    private final Edict edict = Edict.shared();
    private final String apiUrl = "http://127.0.0.1:" + edict.port();
    private final Sdk sdk = new Sdk(apiUrl, edict.token());
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
        assertDispatched(activated);
        assertThat(sdk.sent())
                .startsWith(
                        "POST /v1/policies/validate",
                        "POST /v1/zones/ID/policies",
                        "POST /v1/zones/ID/policy-sets",
                        "POST /v1/zones/ID/policy-sets/ID/versions",
                        "POST /v1/zones/ID/policy-sets/ID/simulate",
                        "POST /v1/zones/ID/policy-sets/ID/activate",
                        "GET /v1/zones/ID/policy-sets/ID/activation-status");
    }

    /** Follows an activation as far as it can come without a token service that says what it loaded. */
    private void assertDispatched(JsonNode activated) {
        await("the invalidation to be on the stream").untilAsserted(() -> {
            var status = sdk.get(activated.path("status_url").asString());
            assertThat(status.path("active").asBoolean()).isTrue();
            assertThat(status.path("outbox").path("state").asString()).isEqualTo("dispatched");
            assertThat(status.path("propagation_status").asString()).isEqualTo("waiting_for_sts");
        });
    }

    @Test
    void a_denial_is_explained_replayed_against_a_version_that_allows_it_and_that_is_activated() {
        var policy = sdk.post(zone + "/policies", Map.of("name", "grants", "content", Documents.GRANTS));
        var set = "%s/policy-sets/%s"
                .formatted(
                        zone,
                        sdk.post(zone + "/policy-sets", Map.of("name", "payments"))
                                .path("id")
                                .asString());
        activate(set, seal(set, policy.path("version_id")));
        var requestId = denied("app-2", "resource://books", "agent:lifecycle");
        var author = new Sdk(apiUrl, edict.token());

        var explained = author.get("%s/audit/by-request/%s/explain".formatted(zone, requestId));
        assertThat(explained.path("final_decision").asString()).isEqualTo("deny");
        var input = explained.path("denied").get(0).path("policy_input");
        var next = author.post(
                "%s/policies/%s/versions".formatted(zone, policy.path("id").asString()), Map.of("content", WITH_BOOKS));
        var candidate = seal(author, set, next.path("version_id"));
        assertThat(simulated(author, set, candidate, input)).isEqualTo("allow");
        assertThat(simulated(author, set, candidate, Documents.mint(zoneId, "teller", "ledger:read")))
                .as("what was allowed still is")
                .isEqualTo("allow");
        assertThat(simulated(author, set, candidate, Documents.mint(zoneId, "guest", "ledger:read")))
                .as("what was denied still is")
                .isEqualTo("deny");
        assertDispatched(author.post(set + "/activate", Map.of("version_id", candidate)));

        assertThat(author.sent())
                .containsExactly(
                        "GET /v1/zones/ID/audit/by-request/%s/explain".formatted(requestId),
                        "POST /v1/zones/ID/policies/ID/versions",
                        "POST /v1/zones/ID/policy-sets/ID/versions",
                        "POST /v1/zones/ID/policy-sets/ID/simulate",
                        "POST /v1/zones/ID/policy-sets/ID/simulate",
                        "POST /v1/zones/ID/policy-sets/ID/simulate",
                        "POST /v1/zones/ID/policy-sets/ID/activate");
    }

    /** The decision about an input, which passes the gate that the example sets: activated if so, and no warning. */
    private static String simulated(Sdk sdk, String set, String versionId, Object input) {
        var answer = sdk.post(set + "/simulate", Map.of("version_id", versionId, "input", input));
        assertThat(answer.path("warnings")).as(answer.toString()).isEmpty();
        assertThat(answer.path("would_activate").asBoolean())
                .as(answer.toString())
                .isTrue();
        return answer.path("result").path("decision").asString();
    }

    private static String seal(Sdk sdk, String set, JsonNode policyVersionId) {
        var manifest = Map.of("manifest", List.of(Map.of("policy_version_id", policyVersionId.asString())));
        return sdk.post(set + "/versions", manifest).path("version_id").asString();
    }

    private String seal(String set, JsonNode policyVersionId) {
        return seal(sdk, set, policyVersionId);
    }

    private void activate(String set, String versionId) {
        assertDispatched(sdk.post(set + "/activate", Map.of("version_id", versionId)));
    }

    /** As a denial without any session is stored when a decision point has reported it. */
    private String denied(String applicationId, String resource, String scope) {
        var requestId = Api.uniqueName("req-of-a-denial");
        edict.owner()
                .sql(
                        """
                        insert into bridge.audit_events (id, zone_id, event_type, request_id, decision,
                            evaluation_status, determining_policies_json, diagnostics_json, metadata_json, occurred_at)
                        values (:request, :zone, 'token_exchange', :request, 'deny', 'complete', '[]',
                            '[{"reason":"no_rule_matched"}]',
                            jsonb_build_object('application_id', :application::text, 'resource', :resource::text,
                                'requested_scopes', jsonb_build_array(:scope::text)),
                            now())
                        """)
                .param("request", requestId)
                .param("zone", zoneId)
                .param("application", applicationId)
                .param("resource", resource)
                .param("scope", scope)
                .update();
        return requestId;
    }

    @Test
    void a_request_about_which_nothing_is_known_is_told_so() {
        assertThatThrownBy(() -> sdk.get(zone + "/audit/by-request/nothing/explain"))
                .hasMessage("404 request_not_found");
    }

    @Test
    void a_question_is_asked_again_when_the_answer_says_so_and_a_change_is_not() {
        try (var proxy = new GrudgingProxy(apiUrl, 503, 429)) {
            var patient = new Sdk(proxy.url(), edict.token());
            assertThat(patient.get(zone).path("id").asString()).isEqualTo(zoneId);
            var arrivals = proxy.arrivals();
            assertThat(arrivals).hasSize(3);
            assertThat(Duration.ofNanos(arrivals.get(2) - arrivals.get(0))).isGreaterThan(Duration.ofSeconds(2));
        }
        try (var proxy = new GrudgingProxy(apiUrl, 503)) {
            assertThatThrownBy(() -> new Sdk(proxy.url(), edict.token()).post("/v1/zones", Map.of("name", "n")))
                    .hasMessage("503 stub");
            assertThat(proxy.arrivals()).hasSize(1);
        }
    }

    @Test
    void a_reconciler_that_runs_twice_activates_once_and_only_what_changed() {
        var reconciler = new Reconciler(sdk, zoneId);
        assertThat(reconciler.ensure("grants", "payments", Documents.GRANTS)).isTrue();
        var first = sdk.sent().size();
        assertThat(reconciler.ensure("grants", "payments", Documents.GRANTS)).isFalse();
        assertThat(sdk.sent().subList(first, sdk.sent().size()))
                .containsExactly(
                        "GET /v1/zones/ID/policies", "GET /v1/zones/ID/policies/ID", "GET /v1/zones/ID/policy-sets");
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

    /** Pages of 500 end between rows that share a millisecond, and a microsecond with six others. */
    private void twelveThousandPolicies() {
        edict.owner()
                .sql(
                        """
                        insert into views.policies (id, zone_id, name, created_by, created_at)
                        select 'p' || n, :zone, 'policy ' || n, 'admin:test', timestamptz '2026-01-01 00:00:00.123Z' + case
                            when n between 401 and 700 then (700 - n) / 7 * interval '1 microsecond'
                            else (550 - n) * interval '1 second' end
                        from generate_series(1, 12000) n
                        """)
                .param("zone", zoneId)
                .update();
    }

    @Test
    void twelve_thousand_policies_are_listed_completely_while_others_are_created_300_of_them_in_a_millisecond() {
        twelveThousandPolicies();
        var created = new AtomicInteger();
        var listing = new AtomicBoolean(true);
        var creating = CompletableFuture.runAsync(() -> {
            while (listing.get()) {
                edict.api().policy(zoneId, Documents.GRANTS);
                created.incrementAndGet();
            }
        });
        var seen = new ArrayList<String>();
        var cursor = "";
        try {
            do {
                var page = sdk.get(zone + "/policies?limit=500" + cursor);
                page.path("items").forEach(item -> seen.add(item.path("id").asString()));
                var before = created.get();
                await("a policy to be created between two pages").until(() -> created.get() > before);
                cursor = page.path("next_cursor").isNull()
                        ? ""
                        : "&cursor=" + page.path("next_cursor").stringValue();
            } while (!cursor.isEmpty());
        } finally {
            listing.set(false);
        }
        assertThat(creating).succeedsWithin(Duration.ofSeconds(30));
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
