package dev.edict.app;

import static dev.edict.app.StockOpaFleet.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A released Open Policy Agent follows activations, and goes on without Edict. */
@WithStockOpa
@Tag("measures")
class StockOpaPropagationIT {

    private static final Duration FLIP = Duration.ofMillis(500);
    private static final Duration OUTAGE =
            Boolean.getBoolean("edict.soak") ? Duration.ofSeconds(60) : Duration.ofSeconds(5);

    @TempDir
    private static Path data;

    private static StockOpaFleet fleet;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws InterruptedException {
        fleet = new StockOpaFleet(data, Map.of());
    }

    @AfterAll
    static void stop() {
        fleet.close();
    }

    @ParameterizedTest
    @MethodSource("dev.edict.app.StockOpa#programs")
    void it_stands_in_propagation_and_flips_within_half_a_second_and_back(Path program) {
        var scene = fleet.scene();
        scene.activate(scene.grants());
        try (var agent = fleet.agent(program, folder, scene)) {
            soon("it to be current")
                    .until(() -> scene.point().path("state").asString("").equals("current"));
            assertThat(scene.point().get("id").stringValue()).isEqualTo("opa:" + agent.instance());
            for (int n = 0; n < 5; n++) {
                scene.activate(scene.frozen());
                await("it to freeze")
                        .atMost(FLIP)
                        .pollInterval(Duration.ofMillis(10))
                        .until(() -> agent.workload().equals("deny"));
                soon("it to be settled").until(() -> scene.status().equals("settled"));
                fleet.api().rollBack(scene.zoneId(), "thaw").expect(202);
                await("it to thaw")
                        .atMost(FLIP)
                        .pollInterval(Duration.ofMillis(10))
                        .until(() -> agent.workload().equals("allow"));
                soon("it to be settled").until(() -> scene.status().equals("settled"));
            }
            assertThat(scene.propagation().get("decision_points")).hasSize(1);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.edict.app.StockOpa#programs")
    void it_goes_on_while_edict_is_away_and_a_restarted_one_decides_by_its_copy(Path program) throws Exception {
        var scene = fleet.scene();
        scene.activate(scene.grants());
        try (var agent = fleet.agent(program, folder, scene)) {
            soon("it to be current")
                    .until(() -> scene.point().path("state").asString("").equals("current"));
            assertThat(fleet.terminateEdict()).as("ended by SIGTERM").isEqualTo(143);
            await("the outage").pollDelay(OUTAGE).atMost(OUTAGE.plusSeconds(10)).until(() -> agent.workload()
                    .equals("allow"));
            agent.restart();
            agent.awaitReady();
            assertThat(agent.workload()).isEqualTo("allow");

            fleet.startEdict();
            scene.activate(scene.frozen());
            soon("it to freeze").until(() -> agent.workload().equals("deny"));
            soon("the restart to be the next incarnation").until(() -> scene.propagation()
                    .get("decision_points")
                    .valueStream()
                    .anyMatch(point -> point.get("incarnation").asInt() == 2
                            && point.get("state").stringValue().equals("current")));
        }
    }
}
