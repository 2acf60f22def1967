package dev.edict.app.console;

import static org.awaitility.Awaitility.await;

import dev.edict.app.Api;
import dev.edict.app.Documents;
import dev.edict.app.Edict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A zone in which a client wrote an attack into every field that takes one. */
final class AttackedZone {

    static final String SCRIPT_ADDRESS = "javascript:alert(1)";

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Edict edict;
    private final Api api;
    private final List<Attack> attacks = new ArrayList<>();
    private final Map<String, String> ids = new HashMap<>();
    private final String eventId = Api.uniqueName("attacked-event");

    AttackedZone(Edict edict) {
        this.edict = edict;
        this.api = edict.api();
        author();
        var versions = List.of(seal(), seal());
        ids.put("version", versions.get(1));
        defineCanary();
        replaceCatalogue();
        defineSuite();
        report();
        govern(versions);
        decide(versions.get(1));
        mintToken();
        stall();
        await("the timeline to have the whole history").until(() -> api.timeline(zoneId()).stream()
                .anyMatch(entry -> entry.path("reason").asString("").equals(attack("deactivation-reason"))));
    }

    String zoneId() {
        return id("zoneId");
    }

    String eventId() {
        return eventId;
    }

    /** By the name that a variable of a route has, or {@code version}. */
    String id(String name) {
        if (!ids.containsKey(name)) {
            throw new AssertionError("nothing here is a " + name);
        }
        return ids.get(name);
    }

    List<Attack> attacks() {
        return List.copyOf(attacks);
    }

    /** The attack for a field, which pages are then expected to have. */
    String attack(String field) {
        var attack = new Attack(field);
        if (!attacks.contains(attack)) {
            attacks.add(attack);
        }
        return attack.text();
    }

    private Api.Answer post(String path, Map<String, ?> body) {
        return send("POST", path, body);
    }

    private Api.Answer send(String method, String path, Map<String, ?> body) {
        return api.send(
                method,
                path,
                JSON.writeValueAsString(body),
                Map.of("content-type", "application/json", "x-request-id", attack("request-id")));
    }

    private String inZone(String path) {
        return "/v1/zones/" + zoneId() + path;
    }

    private void author() {
        ids.put(
                "zoneId",
                post("/v1/zones", Map.of("name", attack("zone"))).expect(201).text("id"));
        var first = post(
                        inZone("/policies"),
                        Map.of(
                                "name",
                                attack("policy"),
                                "description",
                                attack("policy-description"),
                                "content",
                                document("first")))
                .expect(201);
        ids.put("policyId", first.text("id"));
        post(inZone("/policies/%s/versions".formatted(id("policyId"))), Map.of("content", document("second")))
                .expect(201);
        var set = Map.of("name", attack("set"), "description", attack("set-description"));
        ids.put("policySetId", post(inZone("/policy-sets"), set).expect(201).text("id"));
    }

    /** In a comment and in a string. */
    private String document(String version) {
        return Documents.GRANTS
                .replace("app_ids", "# " + attack("comment-" + version) + "\napp_ids")
                .replace(
                        "\"teller\"",
                        JSON.writeValueAsString(attack("role")) + ": [\"ledger:read\"], "
                                + JSON.writeValueAsString(attack("string-" + version)));
    }

    private String seal() {
        var policies =
                api.get(inZone("/policies/" + id("policyId"))).expect(200).json();
        var newest = policies.path("versions").path(0).path("id").asString();
        return api.seal(zoneId(), id("policySetId"), newest);
    }

    private void defineCanary() {
        send(
                        "PUT",
                        inZone("/canaries/attacked"),
                        Map.of(
                                "input",
                                Documents.mint(zoneId(), attack("canary-label"), attack("canary-scope")),
                                "expect",
                                "deny"))
                .expect(201);
    }

    private void replaceCatalogue() {
        send(
                        "PUT",
                        inZone("/catalogue"),
                        Map.of(
                                "applications",
                                List.of(Map.of("id", attack("catalogue-id"), "name", attack("catalogue-name"))),
                                "resources",
                                List.of(Map.of(
                                        "identifier",
                                        attack("catalogue-resource"),
                                        "scopes",
                                        List.of(attack("catalogue-scope")))),
                                "terms",
                                List.of(Map.of(
                                        "term", attack("catalogue-term"), "replaced_by", attack("catalogue-now")))))
                .expect(200);
    }

    private void defineSuite() {
        ids.put("suiteName", "attacked");
        var one = Map.of(
                "name",
                attack("suite-case"),
                "input",
                Documents.mint(zoneId(), attack("suite-label"), attack("suite-scope")),
                "expect",
                "deny",
                "expect_diagnostics",
                List.of(Map.of(attack("suite-diagnostic-name"), attack("suite-diagnostic"))));
        send(
                        "PUT",
                        inZone("/suites/attacked"),
                        Map.of("description", attack("suite-description"), "cases", List.of(one)))
                .expect(201);
    }

    /** By a decision point of this zone alone. */
    private void report() {
        var minted = Map.of("name", "attacked", "scope", "zone", "zone_id", zoneId(), "capability", "replica");
        var own = new Api(
                edict.port(), api.post("/v1/admin-tokens", minted).expect(201).text("token"));
        var id = Api.uniqueName("attacked-point");
        var incarnation = own.post("/v1/replicas", Map.of("id", id, "software", attack("software")))
                .expect(201)
                .json()
                .path("incarnation")
                .asLong();
        var zone = Map.of(
                "zone_id",
                zoneId(),
                "activation_seq",
                0,
                "confirmed_current_age_ms",
                1,
                "since_change_age_ms",
                1,
                "state",
                "failed",
                "error",
                attack("load-error"));
        var report = Map.of("incarnation", incarnation, "counter", 1, "zones", List.of(zone));
        own.post("/v1/replicas/%s/reports".formatted(id), report).expect(200);
    }

    private void govern(List<String> versions) {
        var activation = inZone("/policy-sets/%s/activate".formatted(id("policySetId")));
        for (var version : versions) {
            post(activation, Map.of("version_id", version, "reason", attack("activation-reason")))
                    .expect(202);
        }
        post(inZone("/rollback"), Map.of("reason", attack("rollback-reason"))).expect(202);
        post(inZone("/deactivate"), Map.of("reason", attack("deactivation-reason")))
                .expect(202);
        post(activation, Map.of("version_id", versions.get(1), "reason", attack("activation-reason")))
                .expect(202);
        ids.put("seq", "5");
    }

    private void decide(String versionId) {
        ids.put("eventId", eventId);
        var input = Documents.mint(zoneId(), attack("event-label"), attack("event-scope"));
        var metadata = Map.of(
                "application_id", attack("application-id"),
                "application_name", attack("application-name"),
                "resource", attack("event-resource"),
                "requested_scopes", List.of(attack("requested-scope")),
                "agent_labels", List.of(attack("agent-label")),
                "policy_input", input);
        store(eventId, "policy_decision", versionId, attack("event-request"), "deny", metadata);
        store(
                "other-of-" + eventId,
                attack("event-type"),
                attack("event-version"),
                SCRIPT_ADDRESS,
                attack("event-decision"),
                Map.of("resource", SCRIPT_ADDRESS, attack("metadata-member"), 1));
    }

    private void store(
            String id, String type, String versionId, String requestId, String decision, Map<String, ?> metadata) {
        edict.owner()
                .sql(
                        """
                        with registered as (
                            insert into bridge.audit_event_id (id, occurred_at) values (:id, now()) returning occurred_at)
                        insert into bridge.audit_events (id, zone_id, event_type, request_id, decision,
                            policy_set_version_id, manifest_sha, evaluation_status,
                            determining_policies_json, diagnostics_json, metadata_json, reason, decision_point, occurred_at)
                        select :id, :zone, :type, :request, :decision, :version, :manifest, :status,
                            jsonb_build_array(cast(:policy as text)),
                            jsonb_build_array(jsonb_build_object('reason', cast(:reason as text))),
                            cast(:metadata as jsonb), :reason, :point, occurred_at
                        from registered
                        """)
                .param("id", id)
                .param("zone", zoneId())
                .param("type", type)
                .param("request", requestId)
                .param("decision", decision)
                .param("version", versionId)
                .param("manifest", attack("event-manifest"))
                .param("status", attack("event-status"))
                .param("policy", attack("event-policy"))
                .param("reason", attack("event-reason"))
                .param("point", attack("event-point"))
                .param("metadata", JSON.writeValueAsString(metadata))
                .update();
    }

    private void mintToken() {
        api.post("/v1/admin-tokens", Map.of("name", attack("token"), "scope", "global", "capability", "read"))
                .expect(201);
    }

    /** The projector's failure may quote what it could not handle. */
    private void stall() {
        edict.owner()
                .sql(
                        """
                        insert into projection.dead_letter (letter_id, processor_name, zone_id, position_in_zone,
                            message_type, event_id, occurred_at, event_type, payload, enqueued_at, cause_type, cause_message)
                        values (:zone, 'no-such-processor', :zone, 0, 'event', :zone, '', 'zone.registered', '', '', 'x', :cause)
                        """)
                .param("zone", zoneId())
                .param("cause", attack("failure"))
                .update();
    }

    /** Takes back what would be in the way of other tests. */
    void mend() {
        edict.owner()
                .sql("delete from projection.dead_letter where zone_id = :zone")
                .param("zone", zoneId())
                .update();
    }
}
