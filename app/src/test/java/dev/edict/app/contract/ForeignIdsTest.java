package dev.edict.app.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.app.Api;
import dev.edict.app.Documents;
import dev.edict.app.Edict;
import dev.edict.app.StoredDecisions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** An id of another kind or zone is answered like an unknown id, and reveals nothing about what it names. */
@Tag("servers")
class ForeignIdsTest {

    private static final Edict EDICT = Edict.shared();
    private static final Api API = EDICT.api();

    private static final String CANARY = "teller-reads";
    private static final String SUITE = "tellers";

    private static Api.Governed zone;
    private static String policyVersionId;

    /** By the name of the path variable that it would be right for. */
    private static Map<String, String> ids;

    @BeforeAll
    static void author() {
        zone = API.governed(2);
        var policy = API.policy(zone.zoneId(), Documents.GRANTS);
        policyVersionId = policy.versionId();
        var tokenId = API.postRaw("/v1/admin-tokens", "{\"name\":\"t\",\"scope\":\"global\"}", "application/json")
                .expect(201)
                .text("id");
        var eventId = Api.uniqueName("event");
        var input = Documents.mint(zone.zoneId(), "teller", "ledger:read");
        StoredDecisions.recorded(
                EDICT, zone.zoneId(), eventId, zone.versionIds().get(0), "allow", null, input);
        ids = Map.ofEntries(
                Map.entry("zoneId", zone.zoneId()),
                Map.entry("policyId", policy.policyId()),
                Map.entry("policySetId", zone.policySetId()),
                Map.entry("versionId", zone.versionIds().get(0)),
                Map.entry("tokenId", tokenId),
                Map.entry("requestId", "r1"),
                Map.entry("eventId", eventId),
                Map.entry("canaryName", CANARY),
                Map.entry("suiteName", SUITE),
                Map.entry("activationSeq", "1"),
                Map.entry("simulationId", simulationId()),
                Map.entry("replayId", "a-replay"),
                Map.entry("noteId", "a-note"));
        // a refused command leaves its zone to be read from the log anew, everything else is remembered by the node
        API.rollBack(zone.zoneId(), "r").refused(409, "no_rollback_target");
    }

    private static String simulationId() {
        var oneCase = Map.of(
                "name", "reads", "input", Documents.mint(zone.zoneId(), "teller", "ledger:read"), "expect", "allow");
        var body = Map.of("version_id", zone.versionIds().get(0), "cases", List.of(oneCase));
        return API.post("/v1/zones/%s/policy-sets/%s/simulate".formatted(zone.zoneId(), zone.policySetId()), body)
                .expect(200)
                .text("simulation_id");
    }

    /** Without the routes of decision points: they belong to no zone, and deny for an unknown one. */
    static Stream<List<String>> routesAndVariables() {
        return Table.read("matrix.psv").stream()
                .filter(cells -> !cells.get(1).equals("decide"))
                .map(cells -> cells.get(0))
                .flatMap(route -> Stream.of(route.split("[{}]", -1))
                        .filter(part -> part.endsWith("Id") && !part.equals("replicaId"))
                        .map(variable -> List.of(route, variable)));
    }

    @ParameterizedTest
    @MethodSource("routesAndVariables")
    void an_id_of_another_zone_is_not_found(List<String> routeAndVariable) {
        var route = routeAndVariable.get(0);
        var variable = routeAndVariable.get(1);
        var unknown = call(route, variable, "nowhere");
        ids.forEach((owner, id) -> {
            if (!owner.equals(variable)) {
                var answer = call(route, variable, id);
                assertThat(answer.status()).as(answer.body()).isEqualTo(unknown.status());
                assertThat(answer.text("error")).isEqualTo(unknown.text("error"));
            }
        });
        assertThat(unknown.status()).isIn(200, 404);
    }

    private static Api.Answer call(String route, String variable, String id) {
        var methodAndPath = route.split(" ", 2);
        var path = methodAndPath[1];
        for (var known : ids.entrySet()) {
            var name = known.getKey();
            path = path.replace("{%s}".formatted(name), name.equals(variable) ? id : known.getValue());
        }
        return API.send(
                methodAndPath[0],
                path + query(path),
                methodAndPath[0].equals("GET") || methodAndPath[0].equals("DELETE") ? null : body(path),
                Map.of("content-type", "application/json"));
    }

    /** Where a route cannot do without. */
    private static String query(String path) {
        if (path.endsWith("/as-of")) {
            return "?seq=1";
        }
        return path.endsWith("/report") ? "?from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z" : "";
    }

    /** Fit for its route, so that nothing but the id is wrong. */
    private static String body(String path) {
        var body =
                switch (path.substring(path.lastIndexOf('/') + 1)) {
                    case "policies" -> Map.of("name", "n", "content", Documents.GRANTS);
                    case "versions" ->
                        Map.of(
                                "content",
                                Documents.GRANTS,
                                "manifest",
                                List.of(Map.of("policy_version_id", policyVersionId)));
                    case "activate", "simulate" ->
                        Map.of("version_id", zone.versionIds().get(0));
                    case "rollback", "deactivate" -> Map.of("reason", "r");
                    case "preview" -> Map.of("documents", List.of(Map.of("name", "p", "content", Documents.GRANTS)));
                    case "evaluate" -> Map.of();
                    case "decide" -> Map.of("seq", 1, "input", input(path));
                    case "cases" -> Map.of("event_ids", List.of(ids.getOrDefault("eventId", "")));
                    case "diagnosis" -> Map.of("event", ids.getOrDefault("eventId", ""), "input", input(path));
                    default ->
                        path.contains("/canaries/")
                                ? Map.of("input", input(path), "expect", "allow")
                                : path.contains("/suites/") ? Map.of("cases", cases(path)) : Map.of("name", "n");
                };
        return JsonMapper.shared().writeValueAsString(body);
    }

    private static List<Map<String, Object>> cases(String path) {
        return List.of(Map.of("name", "reads", "input", input(path), "expect", "allow"));
    }

    /** Of the zone in the path. */
    private static Map<String, Object> input(String path) {
        return Documents.mint(path.split("/", -1)[3], "teller", "ledger:read");
    }
}
