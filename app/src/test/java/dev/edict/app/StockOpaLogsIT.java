package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Released Open Policy Agents log their decisions to the packaged program: {@code mvn -pl app -am verify -Popa-fleet}. */
@Tag("servers")
@EnabledIf(
        value = "dev.edict.app.StockOpa#isBuilt",
        disabledReason = "agents are built by -Popa-fleet, and need go on the PATH")
class StockOpaLogsIT {

    private static final int BEFORE = 20;
    private static final int MEANWHILE = 30;

    @TempDir
    private static Path data;

    private static PackagedEdict edict;
    private static ForwardingProxy proxy;
    private static Api api;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws Exception {
        edict = new PackagedEdict(data, Map.of()).awaitReady();
        api = edict.api();
        proxy = new ForwardingProxy(edict.port(), new CorruptedArchives());
    }

    @AfterAll
    static void stop() {
        proxy.close();
        edict.close();
    }

    static List<Path> agents() {
        return StockOpa.programs();
    }

    private static ConditionFactory soon(String what) {
        return await(what).atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(100));
    }

    private static String token(String zoneId) {
        return api.post(
                        "/v1/admin-tokens",
                        Map.of(
                                "name",
                                Api.uniqueName("opa"),
                                "scope",
                                "zone",
                                "zone_id",
                                zoneId,
                                "capability",
                                "replica"))
                .expect(201)
                .text("token");
    }

    private static JsonNode audited(String zoneId) {
        return api.get("/v1/zones/%s/audit?event_type=opa_decision&limit=1000".formatted(zoneId))
                .expect(200)
                .json()
                .get("items");
    }

    private static void decide(StockOpa agent, int times) {
        for (var i = 0; i < times; i++) {
            assertThat(agent.decide(DecisionCases.workload()).path("decision").asString("none"))
                    .isEqualTo("allow");
        }
    }

    @ParameterizedTest
    @MethodSource("agents")
    void every_decision_is_in_the_audit_once_also_those_made_while_edict_was_away(Path program) throws Exception {
        var zone = api.zone();
        var set = api.policySet(zone);
        var version =
                api.seal(zone, set, api.policy(zone, DecisionCases.DOCUMENT).versionId());
        api.activate(zone, set, version).expect(202);
        try (var agent = new StockOpa(program, folder, proxy.port(), zone, token(zone), "").awaitReady()) {
            soon("the bundle").until(() -> agent.decide(DecisionCases.workload())
                    .path("decision")
                    .asString("none")
                    .equals("allow"));
            decide(agent, BEFORE);
            soon("the log").until(() -> audited(zone).size() > BEFORE);
            var before = audited(zone).size();
            var newest = audited(zone).get(0);
            assertThat(newest.get("decision").stringValue()).isEqualTo("allow");
            assertThat(newest.get("policy_set_version_id").stringValue()).isEqualTo(version);
            assertThat(newest.at("/metadata_json/decision_point_id").stringValue())
                    .isEqualTo("opa:" + agent.instance());
            assertThat(newest.at("/metadata_json/policy_input/principal/type").stringValue())
                    .isEqualTo("Workload");

            edict.terminate();
            decide(agent, MEANWHILE);
            edict = new PackagedEdict(data, Map.of()).awaitReady();
            api = edict.api();
            proxy.to(edict.port());
            soon("the rest of the log").until(() -> audited(zone).size() >= before + MEANWHILE);
            assertThat(audited(zone)).hasSize(before + MEANWHILE);
        }
    }
}
