package dev.edict.decisionpoint;

import dev.edict.decisionpoint.audit.DecisionRecorder;
import dev.edict.replica.Replica;
import dev.edict.replica.ReplicaSettings;
import dev.edict.replica.ZoneStatus.State;
import dev.edict.replica.controlplane.Bundle;
import dev.edict.replica.controlplane.BundleSource;
import dev.edict.replica.controlplane.BundleVerification;
import dev.edict.replica.controlplane.ChangePage;
import dev.edict.replica.controlplane.ZoneChange;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A replica whose zones have one bundle each, which is in force. */
public final class ReplicaOfTests implements AutoCloseable {

    private final Replica replica;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final CountDownLatch closed;

    private ReplicaOfTests(Replica replica, CountDownLatch closed) {
        this.replica = replica;
        this.closed = closed;
    }

    /** Starts it; an empty list of documents is a zone that nothing governs. */
    public static ReplicaOfTests with(Map<String, List<String>> documents) {
        var closed = new CountDownLatch(1);
        var replica = new Replica(ReplicaSettings.from(new Bundles(documents, closed))
                .zones(documents.keySet())
                .build());
        replica.start();
        Awaitility.await("the replica loads in the background")
                .until(() -> replica.statuses().stream().allMatch(zone -> zone.state() == State.LOADED));
        return new ReplicaOfTests(replica, closed);
    }

    public Replica replica() {
        return replica;
    }

    public DecisionPoint point(DecisionRecorder audit) {
        return new DecisionPoint(replica, audit, new DecisionMeters(meters, replica));
    }

    public SimpleMeterRegistry meters() {
        return meters;
    }

    @Override
    public void close() {
        closed.countDown();
        replica.close();
    }

    private record Bundles(Map<String, List<String>> documents, CountDownLatch closed) implements BundleSource {

        @Override
        public Optional<Bundle> bundle(String zoneId, @Nullable ZoneChange inForce) {
            var contents = documents.getOrDefault(zoneId, List.of());
            if (contents.isEmpty()) {
                return Optional.of(Bundle.neverActivated(zoneId));
            }
            var policies = IntStream.range(0, contents.size())
                    .mapToObj(index -> new Bundle.Policy(
                            "pv-" + index, contents.get(index), BundleVerification.sha256(contents.get(index))))
                    .toList();
            var ids = policies.stream().map(Bundle.Policy::policyVersionId).toList();
            return Optional.of(new Bundle(
                    zoneId,
                    7,
                    "set-1",
                    "version-7",
                    BundleVerification.manifestSha256(ids),
                    Instant.parse("2026-11-30T08:00:00Z"),
                    policies));
        }

        @Override
        public ChangePage changes(@Nullable String cursor, Duration wait) {
            if (cursor == null) {
                return new ChangePage("1", true, changes(), Map.of());
            }
            try {
                closed.await(wait.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new ChangePage("1", true, List.of(), Map.of());
        }

        private List<ZoneChange> changes() {
            return documents.keySet().stream()
                    .flatMap(zoneId -> bundle(zoneId, null).stream())
                    .filter(bundle -> bundle.activationSeq() > 0)
                    .map(bundle -> new ZoneChange(
                            bundle.zoneId(), bundle.activationSeq(), bundle.versionId(), bundle.manifestSha256()))
                    .toList();
        }
    }
}
