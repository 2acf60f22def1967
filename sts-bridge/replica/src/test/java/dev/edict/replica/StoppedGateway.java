package dev.edict.replica;

import static dev.edict.replica.Policies.granting;
import static dev.edict.replica.Replicas.ZONE;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/** A gateway in a process of its own, with its control plane: it decides once per line that it reads. */
final class StoppedGateway {

    /** The budget of 5 s passes in half of that. */
    static final Duration BUDGET = Duration.ofMillis(2_500);

    private StoppedGateway() {}

    public static void main(String[] args) throws IOException {
        var began = System.nanoTime();
        var fast = new Clocks(() -> began + 2 * (System.nanoTime() - began), Instant::now);
        try (var edict = FakeControlPlane.started();
                var replica = new Replica(
                        ReplicaSettings.from(edict.source())
                                .stalenessBudget(Duration.ofSeconds(5))
                                .build(),
                        fast);
                var questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            edict.activate(ZONE, 1, granting("r1"));
            replica.start();
            for (var line = questions.readLine(); line != null; line = questions.readLine()) {
                var denial = Replicas.denial(replica, "r1");
                System.out.println(denial == null ? "allowed" : denial);
            }
        }
    }
}
