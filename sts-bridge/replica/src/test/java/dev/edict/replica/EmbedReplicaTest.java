package dev.edict.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.decision.input.PolicyInput;
import dev.edict.replica.Outcome.Allowed;
import dev.edict.replica.Outcome.Denied;
import dev.edict.replica.Outcome.OnHold;
import dev.edict.replica.controlplane.ControlPlaneClient;
import dev.edict.replica.controlplane.HttpBundleSource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of docs/operations/replica.md, run as it stands there. */
class EmbedReplicaTest {

    private static final Path DOCUMENT = Path.of("../../docs/operations/replica.md");

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    // document:begin
    static Replica startedReplica(URI edictUrl, Supplier<String> token, Path folder) {
        var edict = ControlPlaneClient.at(edictUrl, token); // asked for each request, so that the token may rotate
        var replica = new Replica(ReplicaSettings.from(new HttpBundleSource(edict))
                .zones(List.of("z1")) // without it: every zone that the token may see
                .stalenessBudget(Duration.ofMinutes(5))
                .folder(folder) // the last good bundles, for a start without Edict
                .reportingTo(edict, "gateway-1") // a stable id for this process
                .build());
        replica.start(); // returns at once; what is not loaded yet is denied
        return replica;
    }

    static String answer(Replica replica, String zoneId, PolicyInput input) {
        var outcome = replica.decide(zoneId, input);
        if (outcome instanceof Allowed) {
            return "granted";
        }
        if (outcome instanceof OnHold hold) {
            return "ask for an approval: " + hold.stepUpRequired();
        }
        return "refused: " + ((Denied) outcome).reason();
    }
    // document:end

    @Test
    void a_gateway_decides_and_reports() {
        try (var edict = FakeControlPlane.started()) {
            edict.activate("z1", 1, Policies.granting("r1"));
            try (var replica = startedReplica(edict.address(), () -> FakeControlPlane.TOKEN, folder)) {
                await("the request is granted").until(() -> answer(replica, "z1", Policies.reading("r1"))
                        .equals("granted"));
                assertThat(answer(replica, "z1", Policies.reading("r2"))).isEqualTo("refused: resource_not_granted");
                edict.activate("z1", 2, Policies.granting("r1"), Policies.holdingReads());
                await("the request is on hold").until(() -> answer(replica, "z1", Policies.reading("r1"))
                        .startsWith("ask for an approval"));
                await("activation 2 is reported")
                        .until(() -> edict.received("POST", "/v1/replicas/gateway-1/reports").stream()
                                .anyMatch(report -> report.body().toString().contains("activation_seq=2")));
            }
            assertThat(edict.received("DELETE", "/v1/replicas/gateway-1.*")).hasSize(1);
        }
    }

    @Test
    void the_document_has_this_code() throws IOException {
        var source = Files.readString(Path.of("src/test/java/dev/edict/replica/EmbedReplicaTest.java"));
        var code = source.substring(
                source.indexOf("// document:begin") + "// document:begin".length(),
                source.indexOf("    // document:end"));

        assertThat(Files.readString(DOCUMENT))
                .contains(code.strip()
                        .indent(0)
                        .lines()
                        .map(line -> line.replaceFirst("^ {4}", ""))
                        .reduce((one, other) -> one + "\n" + other)
                        .orElseThrow());
    }

    @Test
    void threads_are_few_whatever_the_number_of_zones() {
        try (var edict = FakeControlPlane.started()) {
            for (var zone = 0; zone < 300; zone++) {
                edict.activate("zone-" + zone, 1, Policies.granting("r1"));
            }
            var settings = ReplicaSettings.from(edict.source()).folder(folder).reportingTo(edict.client(), "gw-1");
            try (var replica = Replicas.started(settings)) {
                await("all are loaded").until(() -> replica.counts().loads() == 300);

                assertThat(Thread.getAllStackTraces().keySet().stream()
                                .filter(thread -> thread.getName().startsWith("edict-replica-"))
                                .filter(thread -> !thread.getName().startsWith("edict-replica-http"))
                                .map(thread -> thread.getName().replaceFirst("-\\d+$", ""))
                                .toList())
                        .containsExactlyInAnyOrder(
                                "edict-replica-canaries",
                                "edict-replica-disk",
                                "edict-replica-feed",
                                "edict-replica-load",
                                "edict-replica-load",
                                "edict-replica-report");
            }
        }
    }
}
