package dev.edict.app.contract;

import static org.awaitility.Awaitility.await;

import dev.edict.app.Api;
import dev.edict.app.Documents;
import dev.edict.app.Edict;
import dev.edict.app.StoredDecisions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A request that succeeds, once, for each route of {@code contract/matrix.psv} that is not a GET. */
final class Changes {

    private static final Map<String, String> REASON = Map.of("reason", "r");

    private final Edict edict;
    private final Api api;

    Changes(Edict edict) {
        this.edict = edict;
        this.api = edict.api();
    }

    /** Those of an operator, with the questions that change nothing. */
    static Stream<String> routes() {
        return routesExcept(Set.of("open", "report", "decide"));
    }

    /** Those that change something. */
    static Stream<String> changing() {
        return routesExcept(Set.of("open", "report", "decide", "read"));
    }

    private static Stream<String> routesExcept(Set<String> access) {
        return Table.read("matrix.psv").stream()
                .filter(cells -> !cells.get(0).startsWith("GET ") && !access.contains(cells.get(1)))
                .map(cells -> cells.get(0));
    }

    /** One request, to be sent as often as wanted. */
    record Change(String method, String path, @Nullable Object body, int status) {

        Api.Answer send(Api api, Map<String, String> headers) {
            var all = new java.util.HashMap<>(headers);
            all.put("content-type", "application/json");
            return api.send(
                    method, path, body == null ? null : JsonMapper.shared().writeValueAsString(body), all);
        }
    }

    /** Of things made for it. */
    Change of(String route) {
        return route.contains("{zoneId}") ? inZone(route) : outsideOfZones(route);
    }

    private Change outsideOfZones(String route) {
        return switch (route) {
            case "POST /v1/admin-tokens" -> post("/v1/admin-tokens", Map.of("name", "n", "scope", "global"), 201);
            case "DELETE /v1/admin-tokens/{tokenId}" ->
                new Change("DELETE", "/v1/admin-tokens/" + newToken(), null, 204);
            case "POST /v1/preview" -> post("/v1/preview", documents(), 200);
            case "POST /v1/zones" -> post("/v1/zones", Map.of("name", "Zürich 1 €"), 201);
            case "PUT /v1/audit-retention" ->
                new Change("PUT", "/v1/audit-retention", Map.of("retention_days", 90), 200);
            case "POST /v1/notes/{noteId}/erase" -> post("/v1/notes/" + newNote() + "/erase", Map.of(), 200);
            case "POST /v1/replays" -> post("/v1/replays", firstEvent(), 202);
            case "DELETE /v1/replays/{replayId}" -> new Change("DELETE", "/v1/replays/" + newReplay(), null, 200);
            case "POST /v1/replays/{replayId}/resume" ->
                post("/v1/replays/" + cancelledReplay() + "/resume", Map.of(), 202);
            case "POST /v1/replicas/{replicaId}/dismiss" ->
                post("/v1/replicas/" + newReplica() + "/dismiss", REASON, 204);
            default -> throw unknown(route);
        };
    }

    private String newNote() {
        var governed = api.governed(1);
        var versionId = governed.versionIds().get(0);
        api.activate(governed.zoneId(), governed.policySetId(), versionId).expect(202);
        api.deactivate(governed.zoneId(), "an incident").expect(202);
        return edict.owner()
                .sql(
                        "select events.reason_note_of(payload) from events.domain_event order by global_index desc limit 1")
                .query(String.class)
                .single();
    }

    private Map<String, Object> firstEvent() {
        await("no replay to run")
                .atMost(Duration.ofSeconds(30))
                .until(() -> !api.get("/v1/replays").body().contains("\"state\":\"running\""));
        return Map.of("seq", 1);
    }

    private String newReplay() {
        return api.post("/v1/replays", firstEvent()).expect(202).text("id");
    }

    private String cancelledReplay() {
        var id = newReplay();
        firstEvent();
        edict.owner()
                .sql("update projection.replay set state = 'cancelled' where id = :id")
                .param("id", id)
                .update();
        return id;
    }

    private Change inZone(String route) {
        var governed = api.governed(2);
        var zone = "/v1/zones/" + governed.zoneId();
        var policy = zone + "/policies/" + governed.policyId();
        var set = zone + "/policy-sets/" + governed.policySetId();
        var version = Map.of("version_id", governed.versionIds().get(0));
        return switch (route) {
            case "PATCH /v1/zones/{zoneId}" -> new Change("PATCH", zone, Map.of("name", "Zürich 2 €"), 200);
            case "PUT /v1/zones/{zoneId}/settings" ->
                new Change("PUT", zone + "/settings", Map.of("strict", true), 200);
            case "PUT /v1/zones/{zoneId}/canaries/{canaryName}" ->
                new Change("PUT", zone + "/canaries/pay", canary(governed), 201);
            case "DELETE /v1/zones/{zoneId}/canaries/{canaryName}" ->
                new Change("DELETE", definedCanary(governed), null, 204);
            case "PUT /v1/zones/{zoneId}/catalogue" ->
                new Change("PUT", zone + "/catalogue", Map.of("applications", List.of(), "resources", List.of()), 200);
            case "PUT /v1/zones/{zoneId}/suites/{suiteName}" ->
                new Change("PUT", zone + "/suites/pay", suite(governed), 201);
            case "DELETE /v1/zones/{zoneId}/suites/{suiteName}" ->
                new Change("DELETE", definedSuite(governed), null, 204);
            case "DELETE /v1/zones/{zoneId}" -> new Change("DELETE", zone, null, 204);
            case "POST /v1/zones/{zoneId}/policies" -> post(zone + "/policies", document("p"), 201);
            case "POST /v1/zones/{zoneId}/policies/{policyId}/versions" ->
                post(policy + "/versions", Map.of("content", Documents.GRANTS), 201);
            case "DELETE /v1/zones/{zoneId}/policies/{policyId}" -> new Change("DELETE", policy, null, 204);
            case "POST /v1/zones/{zoneId}/policy-sets" -> post(zone + "/policy-sets", Map.of("name", "s"), 201);
            case "POST /v1/zones/{zoneId}/policy-sets/{policySetId}/versions" ->
                post(set + "/versions", manifest(governed.zoneId()), 201);
            case "DELETE /v1/zones/{zoneId}/policy-sets/{policySetId}" -> new Change("DELETE", set, null, 204);
            case "POST /v1/zones/{zoneId}/policy-sets/{policySetId}/simulate" ->
                post(set + "/simulate", cases(version), 200);
            case "POST /v1/zones/{zoneId}/policy-sets/{policySetId}/activate" -> post(set + "/activate", version, 202);
            case "POST /v1/zones/{zoneId}/decisions/{eventId}/evaluate" ->
                post(decision(governed) + "/evaluate", version, 200);
            case "POST /v1/zones/{zoneId}/decisions/cases" ->
                post(zone + "/decisions/cases", Map.of("event_ids", List.of(event(governed))), 200);
            case "POST /v1/zones/{zoneId}/decisions/{eventId}/case" ->
                post(decision(governed) + "/case", Map.of("name", "c"), 200);
            case "POST /v1/zones/{zoneId}/as-of/decide" -> post(zone + "/as-of/decide", justNow(governed), 200);
            case "POST /v1/zones/{zoneId}/diagnosis" -> post(zone + "/diagnosis", comparison(governed), 200);
            case "POST /v1/zones/{zoneId}/preview" -> post(zone + "/preview", documents(), 200);
            case "POST /v1/zones/{zoneId}/rollback" -> post(activated(governed) + "/rollback", REASON, 202);
            case "POST /v1/zones/{zoneId}/deactivate" -> post(activated(governed) + "/deactivate", REASON, 202);
            default -> throw unknown(route);
        };
    }

    private static Map<String, Object> canary(Api.Governed governed) {
        return Map.of("input", Documents.mint(governed.zoneId(), "teller", "ledger:read"), "expect", "allow");
    }

    private static Map<String, Object> suite(Api.Governed governed) {
        var input = Documents.mint(governed.zoneId(), "teller", "ledger:read");
        return Map.of("cases", List.of(Map.of("name", "reads", "input", input, "expect", "allow")));
    }

    private String definedSuite(Api.Governed governed) {
        var path = "/v1/zones/%s/suites/pay".formatted(governed.zoneId());
        new Change("PUT", path, suite(governed), 201).send(api, Map.of()).expect(201);
        return path;
    }

    private String definedCanary(Api.Governed governed) {
        var path = "/v1/zones/%s/canaries/pay".formatted(governed.zoneId());
        new Change("PUT", path, canary(governed), 201).send(api, Map.of()).expect(201);
        return path;
    }

    private static AssertionError unknown(String route) {
        return new AssertionError("Say in %s what a successful %s is".formatted(Changes.class, route));
    }

    private static Change post(String path, Object body, int status) {
        return new Change("POST", path, body, status);
    }

    private static Map<String, Object> documents() {
        return Map.of("documents", List.of(document("p")));
    }

    private static Map<String, String> document(String name) {
        return Map.of("name", name, "content", Documents.GRANTS);
    }

    private Map<String, Object> manifest(String zoneId) {
        var versionId = api.policy(zoneId, Documents.GRANTS).versionId();
        return Map.of("manifest", List.of(Map.of("policy_version_id", versionId)));
    }

    private static Map<String, Object> cases(Map<String, String> version) {
        return Map.of(
                "version_id",
                version.get("version_id"),
                "cases",
                List.of(Map.of("name", "c", "input", Map.of(), "expect", "deny")));
    }

    /** The zone's path, governed by one version after the other. */
    private String activated(Api.Governed governed) {
        governed.versionIds().forEach(version -> api.activate(governed.zoneId(), governed.policySetId(), version)
                .expect(202));
        return "/v1/zones/" + governed.zoneId();
    }

    private String decision(Api.Governed governed) {
        return "/v1/zones/%s/decisions/%s".formatted(governed.zoneId(), event(governed));
    }

    private String event(Api.Governed governed) {
        var zoneId = governed.zoneId();
        var eventId = Api.uniqueName("event");
        var input = Documents.mint(zoneId, "teller", "ledger:read");
        StoredDecisions.recorded(edict, zoneId, eventId, governed.versionIds().get(0), "allow", null, input);
        return eventId;
    }

    private Map<String, Object> comparison(Api.Governed governed) {
        return Map.of("event", event(governed), "input", Documents.mint(governed.zoneId(), "teller", "ledger:read"));
    }

    private static Map<String, Object> justNow(Api.Governed governed) {
        return Map.of(
                "at", Instant.now().toString(), "input", Documents.mint(governed.zoneId(), "teller", "ledger:read"));
    }

    /** Of no zone that there is, so that no activation of another test waits for it. */
    private String newReplica() {
        return api.post("/v1/replicas", Map.of("id", Api.uniqueName("gw"), "zones", List.of("nowhere")))
                .expect(201)
                .text("id");
    }

    private String newToken() {
        return api.post("/v1/admin-tokens", Map.of("name", "n", "scope", "global"))
                .expect(201)
                .text("id");
    }
}
