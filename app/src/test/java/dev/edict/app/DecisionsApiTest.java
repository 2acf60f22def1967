package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Recorded decisions, evaluated again over HTTP. */
@Tag("servers")
class DecisionsApiTest {

    private static final String MINT = "caracal-ledger-mint";

    private final Edict edict = Edict.shared();
    private final Api api = edict.api();
    private final String zoneId = api.zone();
    private final String policySetId = api.policySet(zoneId);
    private final Api.Created grants = api.policy(zoneId, Documents.GRANTS);
    private final Api.Created frozen = api.policy(
            zoneId, "# caracal:data-document\npackage caracal.authz\n\nimport rego.v1\n\nrestrict := {\"incident\"}\n");
    private final String plainVersion = api.seal(zoneId, policySetId, grants.versionId());
    private final String frozenVersion = api.seal(zoneId, policySetId, grants.versionId(), frozen.versionId());
    private final String eventId = Api.uniqueName("event");

    private String allowedMint() {
        var input = Documents.mint(zoneId, "teller", "ledger:read");
        StoredDecisions.recorded(edict, zoneId, eventId, plainVersion, "allow", null, input);
        return eventId;
    }

    private Api.Answer evaluate(Api caller, Map<String, Object> body) {
        return caller.post("/v1/zones/%s/decisions/%s/evaluate".formatted(zoneId, eventId), body);
    }

    private Api.Answer makeCase(Map<String, Object> body) {
        return api.post("/v1/zones/%s/decisions/%s/case".formatted(zoneId, eventId), body);
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    @Test
    void is_reproduced_under_the_version_of_then_and_denied_by_the_one_in_force() {
        allowedMint();
        api.activate(zoneId, policySetId, frozenVersion).expect(202);

        var answer = evaluate(api, Map.of()).expect(200).json();

        assertThat(answer.path("reproduced").asString()).isEqualTo("yes");
        assertThat(answer.path("input").path("source").asString()).isEqualTo("recorded");
        var then = answer.path("then");
        assertThat(then.path("version_id").asString()).isEqualTo(plainVersion);
        assertThat(then.path("decision").asString()).isEqualTo("allow");
        assertThat(then.path("engine").asString()).isEqualTo("embedded");
        assertThat(then.path("determining_policies").get(0).path("policy").asString())
                .isEqualTo(MINT);
        assertThat(then.path("explanation").path("shape").asString()).isEqualTo("mint");
        assertThat(then.path("explanation").path("steps")).hasSize(9);
        var other = answer.path("other");
        assertThat(other.path("version_id").asString()).isEqualTo(frozenVersion);
        assertThat(other.path("reason").asString()).isEqualTo("restriction_active");
        var step = other.path("explanation").path("steps").get(0);
        assertThat(step.toString())
                .isEqualTo("{\"gate\":\"not_frozen\",\"passed\":false,\"compared\":{\"restrictions\":1},"
                        + "\"reason\":\"restriction_active\"}");
        assertThat(texts(answer.at("/differs/then_other/members")))
                .containsExactly("decision", "reason", "determining_policies", "gates");
        assertThat(answer.at("/differs/recorded_then/members")).hasSize(1);
    }

    @Test
    void is_compared_with_any_sealed_version_also_of_an_archived_set() {
        allowedMint();
        api.delete("/v1/zones/%s/policy-sets/%s".formatted(zoneId, policySetId)).expect(204);

        var answer =
                evaluate(api, Map.of("version_id", frozenVersion)).expect(200).json();

        assertThat(answer.path("reproduced").asString()).isEqualTo("yes");
        assertThat(answer.at("/other/reason").asString()).isEqualTo("restriction_active");
    }

    @Test
    void nothing_in_force_denies_as_a_decision_point_does() {
        allowedMint();

        var answer = evaluate(api, Map.of()).expect(200).json();

        assertThat(answer.at("/other/reason").asString()).isEqualTo("no_active_policy_set");
        assertThat(answer.at("/other/version_id").isNull()).isTrue();
    }

    @Test
    void names_what_an_event_of_a_token_service_lacks() {
        StoredDecisions.exchanged(edict, zoneId, eventId, plainVersion);

        var answer =
                evaluate(api, Map.of("version_id", frozenVersion)).expect(200).json();

        assertThat(answer.path("reproduced").asString()).isEqualTo("not_reproducible");
        assertThat(texts(answer.at("/then/missing"))).containsExactly("delegation_edge.scopes");
        assertThat(answer.at("/then/reason").asString()).isEqualTo("incomplete_input");
        assertThat(texts(answer.at("/input/missing")))
                .contains("resource.id", "context.actor_claims", "delegation_edge.path");
        assertThat(answer.at("/other/reason").asString())
                .as("a restriction reads no input")
                .isEqualTo("restriction_active");
        var refusal = makeCase(Map.of()).refused(409, "not_reproducible").json();
        assertThat(texts(refusal.path("missing"))).containsExactly("delegation_edge.scopes");
    }

    @Test
    void becomes_a_case_that_passes_under_the_version_of_then_and_fails_under_another() {
        allowedMint();

        var made = makeCase(Map.of("name", "the teller of Monday")).expect(200).json();

        assertThat(made.path("name").asString()).isEqualTo("the teller of Monday");
        assertThat(made.has("expect_reason")).isFalse();
        assertThat(verdict(plainVersion, made)).isEqualTo("pass");
        assertThat(verdict(frozenVersion, made)).isEqualTo("fail");
        assertThat(makeCase(Map.of()).text("name")).isEqualTo("decision " + eventId);
    }

    private String verdict(String versionId, JsonNode made) {
        var body = JsonMapper.shared().createObjectNode().put("version_id", versionId);
        body.putArray("cases").add(made);
        return api.post("/v1/zones/%s/policy-sets/%s/simulate".formatted(zoneId, policySetId), body)
                .expect(200)
                .text("verdict");
    }

    @Test
    void knows_only_events_and_versions_of_the_zone() {
        allowedMint();
        var elsewhere = api.zone();

        api.post("/v1/zones/%s/decisions/%s/evaluate".formatted(elsewhere, eventId), Map.of())
                .refused(404, "decision_not_found");
        api.post("/v1/zones/%s/decisions/%s/case".formatted(elsewhere, eventId), Map.of())
                .refused(404, "decision_not_found");
        evaluate(api, Map.of("version_id", api.governed(1).versionIds().get(0))).refused(404, "version_not_found");
    }

    @Test
    void a_token_that_reads_may_ask_and_nothing_is_recorded_of_it() {
        allowedMint();
        var token = api.post(
                        "/v1/admin-tokens",
                        Map.of("name", "ci", "scope", "zone", "zone_id", zoneId, "capability", "read"))
                .expect(201)
                .text("token");
        var before = calls();

        evaluate(api.withToken(token), Map.of()).expect(200);
        var body = JsonMapper.shared().writeValueAsString(Map.of());
        api.withToken(token)
                .send(
                        "POST",
                        "/v1/zones/%s/decisions/%s/evaluate".formatted(zoneId, eventId),
                        body,
                        Map.of("content-type", "application/json", "idempotency-key", "longer than a key".repeat(99)))
                .expect(200);
        evaluate(api.withToken(token), Map.of("version_id", "none")).refused(404, "version_not_found");

        await("the record of the denial, which comes after its answer")
                .until(() -> calls().size() == before.size() + 1);
        var added = calls();
        added.removeAll(before);
        assertThat(added).allMatch(call -> call.endsWith("evaluate 404"));
    }

    private Set<String> calls() {
        return new TreeSet<>(edict.sql()
                .sql("select id || ' ' || path || ' ' || status_code from command.admin_audit where zone_id = :zone")
                .param("zone", zoneId)
                .query(String.class)
                .list());
    }
}
