package dev.edict.app.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.app.Api;
import dev.edict.app.Documents;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The decision point as a process of its own, {@code edict replica}, while Edict is there and while it is not. */
@Tag("servers")
class ReplicaProcessIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    @Test
    void it_decides_without_edict_too_and_knows_its_callers_after_a_restart() throws Exception {
        try (var edict = NodeProcess.quick(Map.of(
                        "EDICT_DATA",
                        folder.resolve("edict").toString(),
                        "EDICT_ADMIN_TOKEN",
                        "an-admin-token-of-tests"))
                .start()) {
            edict.awaitReady();
            var api = new Api(edict.port(), "an-admin-token-of-tests");
            var zone = api.governed(2);
            activate(api, zone, 0);
            var caller =
                    minted(api, Map.of("name", "c", "scope", "zone", "zone_id", zone.zoneId(), "capability", "decide"));
            var revoked = minted(api, Map.of("name", "gone", "scope", "global", "capability", "decide"));

            try (var point = replica(api, edict).start()) {
                point.awaitReady();
                awaitVersion(point, caller, zone, 0);
                assertThat(decide(point, "cat_" + "a".repeat(43), zone).status())
                        .isEqualTo(401);
                api.send("DELETE", "/v1/admin-tokens/" + revoked.id(), null, Map.of())
                        .expect(204);
                await("the revocation to be heard")
                        .atMost(SOON)
                        .until(() -> decide(point, revoked, zone).status() == 401);

                activate(api, zone, 1);
                awaitVersion(point, caller, zone, 1);
                edict.kill();
                assertThat(decide(point, caller, zone).expect(200).text("outcome"))
                        .isEqualTo("allowed");

                point.kill();
                point.start().awaitReady();
                awaitVersion(point, caller, zone, 1);
                assertThat(decide(point, revoked, zone).status()).isEqualTo(401);

                edict.start().awaitReady();
                api.rollBack(zone.zoneId(), "back").expect(202);
                awaitVersion(point, caller, zone, 0);
                await("the roster to name it")
                        .atMost(SOON)
                        .until(() -> api.get("/v1/replicas").body().contains("\"gw-7\""));
            }
        }
    }

    private record Token(String id, String secret) {}

    private static Token minted(Api api, Map<String, String> token) {
        var answer = api.post("/v1/admin-tokens", token).expect(201);
        return new Token(answer.text("id"), answer.text("token"));
    }

    private NodeProcess replica(Api api, NodeProcess edict) {
        var token = minted(api, Map.of("name", "point", "scope", "global", "capability", "replica"));
        return NodeProcess.command(
                Map.of("EDICT_REPLICA_TOKEN", token.secret()),
                "replica",
                "--from",
                "http://127.0.0.1:" + edict.port(),
                "--id",
                "gw-7",
                "--data",
                folder.resolve("replica").toString());
    }

    private static void activate(Api api, Api.Governed zone, int version) {
        api.activate(zone.zoneId(), zone.policySetId(), zone.versionIds().get(version))
                .expect(202);
    }

    private static void awaitVersion(NodeProcess point, Token caller, Api.Governed zone, int version) {
        await("version %d to be in force".formatted(version)).atMost(SOON).untilAsserted(() -> assertThat(
                        decide(point, caller, zone)
                                .expect(200)
                                .json()
                                .at("/bundle/policy_set_version_id")
                                .asString(""))
                .isEqualTo(zone.versionIds().get(version)));
    }

    private static Api.Answer decide(NodeProcess point, Token caller, Api.Governed zone) {
        return decide(point, caller.secret(), zone);
    }

    private static Api.Answer decide(NodeProcess point, String token, Api.Governed zone) {
        return new Api(point.port(), token)
                .post(
                        "/v1/zones/%s/decide".formatted(zone.zoneId()),
                        Documents.mint(zone.zoneId(), "teller", "ledger:read"));
    }
}
