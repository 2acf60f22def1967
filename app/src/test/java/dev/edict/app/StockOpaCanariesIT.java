package dev.edict.app;

import static dev.edict.app.StockOpaFleet.soon;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A released Open Policy Agent decides canaries under the bundle that it has loaded, and proves it by its provenance. */
@WithStockOpa
class StockOpaCanariesIT {

    @TempDir
    private Path data;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @MethodSource("dev.edict.app.StockOpa#programs")
    void what_it_decides_is_compared_under_each_version(Path program) throws InterruptedException {
        var environment = new HashMap<String, String>();
        try (var fleet = new StockOpaFleet(data, environment)) {
            var scene = fleet.scene();
            try (var agent = fleet.agent(program, folder, scene)) {
                environment.put("EDICT_OPA_CANARY_URLS", agent.instance() + "=" + agent.url());
                fleet.terminateEdict();
                fleet.startEdict();
                define(fleet, scene);

                scene.activate(scene.grants());
                assertThat(ofAgent(decided(fleet, scene, 1, agent))).containsExactly("allow");
                awaitState(fleet, scene, "passed");

                scene.activate(scene.frozen());
                assertThat(ofAgent(decided(fleet, scene, 2, agent))).containsExactly("deny");
                awaitState(fleet, scene, "failed");
                var failing = check(fleet, scene).at("/evidence/failing").valueStream();
                assertThat(failing.filter(
                                one -> one.get("decision_point").stringValue().equals("opa:" + agent.instance())))
                        .singleElement()
                        .satisfies(one ->
                                assertThat(one.get("actual").stringValue()).isEqualTo("deny restriction_active"));
            }
        }
    }

    private static void define(StockOpaFleet fleet, StockOpaFleet.Scene scene) {
        var input = DecisionCases.workload();
        fleet.api()
                .send(
                        "PUT",
                        "/v1/zones/%s/canaries/workload".formatted(scene.zoneId()),
                        JsonMapper.shared()
                                .writeValueAsString(Map.of("input", inZone(input, scene.zoneId()), "expect", "allow")),
                        Map.of("content-type", "application/json"))
                .expect(201);
    }

    @SuppressWarnings("unchecked") // members of an input
    private static Map<String, Object> inZone(Map<String, Object> input, String zoneId) {
        var principal = new HashMap<>((Map<String, Object>) input.getOrDefault("principal", Map.of()));
        principal.put("zone_id", zoneId);
        var moved = new HashMap<>(input);
        moved.put("principal", principal);
        return moved;
    }

    private static JsonNode decided(StockOpaFleet fleet, StockOpaFleet.Scene scene, int activation, StockOpa agent) {
        var path = "/v1/zones/%s/audit?event_type=canary&request_id=canary-%d&decision_point=opa:%s"
                .formatted(scene.zoneId(), activation, agent.instance());
        soon("the agent's answer under activation " + activation)
                .until(() ->
                        !fleet.api().get(path).expect(200).json().get("items").isEmpty());
        return fleet.api().get(path).expect(200).json().get("items");
    }

    private static List<String> ofAgent(JsonNode items) {
        return items.valueStream()
                .map(item -> item.get("decision").stringValue())
                .toList();
    }

    private static void awaitState(StockOpaFleet fleet, StockOpaFleet.Scene scene, String state) {
        soon("the canaries to have " + state)
                .untilAsserted(() -> assertThat(check(fleet, scene).get("state").stringValue())
                        .as("%s of %s", check(fleet, scene), scene.propagation())
                        .isEqualTo(state));
    }

    private static JsonNode check(StockOpaFleet fleet, StockOpaFleet.Scene scene) {
        return fleet.api()
                .get("/v1/zones/%s/activations/latest/verification".formatted(scene.zoneId()))
                .expect(200)
                .json()
                .at("/checks/3");
    }
}
