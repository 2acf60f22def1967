package dev.edict.replica;

import static org.awaitility.Awaitility.await;

import dev.edict.replica.Outcome.Denied;
import dev.edict.replica.ZoneStatus.State;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Questions that the tests ask a replica, and what they wait for. */
final class Replicas {

    static final String ZONE = "z1";

    private Replicas() {}

    static ReplicaSettings.Builder settings(FakeControlPlane edict) {
        return ReplicaSettings.from(edict.source())
                .feedWait(Duration.ofSeconds(1))
                .pollInterval(Duration.ofSeconds(1));
    }

    static Replica started(ReplicaSettings.Builder settings) {
        return started(settings, Clocks.SYSTEM);
    }

    static Replica started(ReplicaSettings.Builder settings, Clocks clocks) {
        var replica = new Replica(settings.build(), clocks);
        replica.start();
        return replica;
    }

    static ZoneStatus status(Replica replica) {
        return replica.status(ZONE).orElseThrow();
    }

    static long seq(Replica replica) {
        var bundle = replica.status(ZONE).map(ZoneStatus::bundle).orElse(null);
        return bundle == null ? -1 : bundle.activationSeq();
    }

    static boolean allows(Replica replica, String resource) {
        return replica.decide(ZONE, Policies.reading(resource)) instanceof Outcome.Allowed;
    }

    static @Nullable String denial(Replica replica, String resource) {
        return replica.decide(ZONE, Policies.reading(resource)) instanceof Denied denied ? denied.reason() : null;
    }

    static void awaitSeq(Replica replica, long seq) {
        await("activation %d is in force".formatted(seq))
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> seq(replica) == seq);
    }

    static void awaitState(Replica replica, State state) {
        await("the zone is " + state)
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> replica.status(ZONE).map(ZoneStatus::state).orElse(null) == state);
    }
}
