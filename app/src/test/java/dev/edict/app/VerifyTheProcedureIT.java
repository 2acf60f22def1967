package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.decision.input.PolicyInput;
import dev.edict.replica.Replica;
import dev.edict.replica.ReplicaSettings;
import dev.edict.replica.controlplane.ControlPlaneClient;
import dev.edict.replica.controlplane.HttpBundleSource;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The checks of the procedure before a change, its five verifications, and the same after the way back. */
class VerifyTheProcedureIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String DENYING = Documents.GRANTS.replace("teller", "auditor");

    @TempDir
    private Path folder;

    @Test
    void a_change_is_verified_a_bad_one_is_found_out_and_the_way_back_is_verified_too() throws InterruptedException {
        try (var edict = PackagedEdict.asAUserStartsIt(folder.resolve(".edict")).awaitReady()) {
            var api = edict.api();
            var zoneId = api.zone();
            var setId = api.policySet(zoneId);
            var good =
                    api.seal(zoneId, setId, api.policy(zoneId, Documents.GRANTS).versionId());
            var bad = api.seal(zoneId, setId, api.policy(zoneId, DENYING).versionId());
            define(api, zoneId, "a-teller-reads", "teller", "allow");
            define(api, zoneId, "a-stranger-is-denied", "stranger", "deny");

            try (var gateway = gateway(api, edict, zoneId)) {
                await("the gateway and the decision point of the program to be there")
                        .atMost(SOON)
                        .until(() -> decisionPoints(api, zoneId) == 2);
                assertThat(readiness(api, zoneId)).as("before the first change").isEqualTo("unknown");
                assertThat(simulate(api, zoneId, setId, good)).isEqualTo("pass");

                activate(api, zoneId, setId, good, "tellers may read the ledger");
                decideOnceLoaded(gateway, zoneId, good);
                assertThat(verdicts(verified(api, zoneId))).isEqualTo(everyCheck("passed"));

                activate(api, zoneId, setId, bad, "only auditors read");
                decideOnceLoaded(gateway, zoneId, bad);
                var failed = verified(api, zoneId);
                assertThat(failed.get("verdict").stringValue()).isEqualTo("failed");
                assertThat(verdicts(failed)).containsEntry("audit_decisions", "failed");
                assertThat(failed.at("/checks/3/evidence/failing/0/name").asString())
                        .isEqualTo("a-teller-reads");

                // One wrong answer fails a verification, while another decision point may still be loading.
                await("the zone to be ready for the way back").atMost(SOON).until(() -> readiness(api, zoneId)
                        .equals("ok"));

                api.rollBack(zoneId, "tellers are locked out").expect(202);
                decideOnceLoaded(gateway, zoneId, good);
                var back = verified(api, zoneId);
                assertThat(back.get("change").stringValue()).isEqualTo("rollback");
                assertThat(verdicts(back)).isEqualTo(everyCheck("passed"));

                assertTold(api, zoneId);
            }
        }
    }

    private static void assertTold(Api api, String zoneId) {
        await("the timeline to tell it").atMost(SOON).untilAsserted(() -> assertThat(api.timeline(zoneId).stream()
                        .map(entry -> entry.get("event").stringValue())
                        .filter(event ->
                                event.startsWith("deployment.canaries") || event.startsWith("deployment.verif")))
                .containsExactlyInAnyOrder(
                        "deployment.canaries_passed",
                        "deployment.verified",
                        "deployment.canaries_failed",
                        "deployment.verification_failed",
                        "deployment.canaries_passed",
                        "deployment.verified"));
    }

    private static void define(Api api, String zoneId, String name, String label, String expect) {
        var body = Map.of("input", Documents.mint(zoneId, label, "ledger:read"), "expect", expect);
        api.send(
                        "PUT",
                        "/v1/zones/%s/canaries/%s".formatted(zoneId, name),
                        JsonMapper.shared().writeValueAsString(body),
                        Map.of("content-type", "application/json"))
                .expect(201);
    }

    private static String simulate(Api api, String zoneId, String setId, String versionId) {
        var expected = Map.of(
                "name", "a teller reads", "input", Documents.mint(zoneId, "teller", "ledger:read"), "expect", "allow");
        return api.post(
                        "/v1/zones/%s/policy-sets/%s/simulate".formatted(zoneId, setId),
                        Map.of("version_id", versionId, "cases", List.of(expected)))
                .expect(200)
                .text("verdict");
    }

    private static void activate(Api api, String zoneId, String setId, String versionId, String reason) {
        api.post(
                        "/v1/zones/%s/policy-sets/%s/activate".formatted(zoneId, setId),
                        Map.of("version_id", versionId, "reason", reason))
                .expect(202);
    }

    private static Replica gateway(Api api, PackagedEdict edict, String zoneId) {
        var token = api.post(
                        "/v1/admin-tokens",
                        Map.of("name", "gateway", "scope", "zone", "zone_id", zoneId, "capability", "replica"))
                .text("token");
        var client = ControlPlaneClient.at(URI.create("http://127.0.0.1:" + edict.port()), () -> token);
        var gateway = new Replica(ReplicaSettings.from(new HttpBundleSource(client))
                .zones(List.of(zoneId))
                .reportingTo(client, "gateway-1")
                .gateway()
                .build());
        gateway.start();
        return gateway;
    }

    private static void decideOnceLoaded(Replica gateway, String zoneId, String versionId) {
        var request = PolicyInput.from(Documents.mint(zoneId, "teller", "ledger:read"));
        await("the gateway to enforce " + versionId).atMost(SOON).until(() -> {
            var bundle = gateway.decide(zoneId, request).bundle();
            return bundle != null && versionId.equals(bundle.versionId());
        });
    }

    private static int decisionPoints(Api api, String zoneId) {
        return api.get("/v1/zones/%s/propagation".formatted(zoneId))
                .expect(200)
                .json()
                .get("decision_points")
                .size();
    }

    private static String readiness(Api api, String zoneId) {
        return api.get("/v1/zones/%s/readiness".formatted(zoneId)).expect(200).text("verdict");
    }

    private static JsonNode verified(Api api, String zoneId) {
        return api.get("/v1/zones/%s/activations/latest/verification?wait=30s".formatted(zoneId))
                .expect(200)
                .json();
    }

    private static Map<String, String> verdicts(JsonNode verification) {
        var states = new HashMap<String, String>();
        verification
                .get("checks")
                .forEach(check -> states.put(
                        check.get("check").stringValue(), check.get("state").stringValue()));
        return states;
    }

    private static Map<String, String> everyCheck(String state) {
        return Map.of(
                "activation", state,
                "invalidation", state,
                "policy_age", state,
                "audit_decisions", state,
                "gateway", state);
    }
}
