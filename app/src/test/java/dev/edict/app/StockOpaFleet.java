package dev.edict.app;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.core.ConditionFactory;
import tools.jackson.databind.JsonNode;

/** The packaged program with a proxy in front of it, and the agents that follow it through the proxy. */
final class StockOpaFleet implements AutoCloseable {

    private final Path data;
    private final Map<String, String> environment;
    private final CorruptedArchives archives = new CorruptedArchives();
    private final ForwardingProxy proxy;
    private PackagedEdict edict;
    private Api api;

    StockOpaFleet(Path data, Map<String, String> environment) throws InterruptedException {
        this.data = data;
        this.environment = environment;
        edict = new PackagedEdict(data, environment).awaitReady();
        api = edict.api();
        proxy = new ForwardingProxy(edict.port(), archives);
    }

    Api api() {
        return api;
    }

    CorruptedArchives archives() {
        return archives;
    }

    /** Ends Edict by SIGTERM, and returns its exit code. */
    int terminateEdict() throws InterruptedException {
        return edict.terminate();
    }

    /** Starts Edict on its data again, at another port. */
    void startEdict() throws InterruptedException {
        edict = new PackagedEdict(data, environment).awaitReady();
        api = edict.api();
        proxy.to(edict.port());
    }

    /** An agent that may have no bundle yet. */
    StockOpa agent(Path program, Path folder, Scene scene, String token, String more) {
        return new StockOpa(program, folder, proxy.port(), scene.zoneId(), token, more);
    }

    /** An agent that has its bundle. */
    StockOpa agent(Path program, Path folder, Scene scene) {
        return agent(program, folder, scene, scene.token(), "").awaitReady();
    }

    Scene scene() {
        var zoneId = api.zone();
        var set = api.policySet(zoneId);
        var documents = api.policy(zoneId, DecisionCases.DOCUMENT).versionId();
        var freeze = api.policy(zoneId, DecisionCases.FROZEN).versionId();
        return new Scene(this, zoneId, set, api.seal(zoneId, set, documents), api.seal(zoneId, set, documents, freeze));
    }

    static ConditionFactory soon(String what) {
        return await(what).atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(10));
    }

    @Override
    public void close() {
        proxy.close();
        edict.close();
    }

    /** A zone with a version that grants, and one that freezes. */
    record Scene(StockOpaFleet fleet, String zoneId, String policySetId, String grants, String frozen) {
        void activate(String version) {
            fleet.api.activate(zoneId, policySetId, version).expect(202);
        }

        String token() {
            return fleet.api
                    .post(
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

        JsonNode propagation() {
            return fleet.api
                    .get("/v1/zones/%s/propagation".formatted(zoneId))
                    .expect(200)
                    .json();
        }

        String status() {
            return propagation().get("status").stringValue();
        }

        JsonNode point() {
            return propagation().get("decision_points").path(0);
        }
    }
}
