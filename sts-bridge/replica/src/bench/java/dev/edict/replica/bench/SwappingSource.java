package dev.edict.replica.bench;

import dev.edict.replica.controlplane.Bundle;
import dev.edict.replica.controlplane.BundleSource;
import dev.edict.replica.controlplane.BundleVerification;
import dev.edict.replica.controlplane.ChangePage;
import dev.edict.replica.controlplane.ControlPlaneFailure;
import dev.edict.replica.controlplane.ZoneChange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A control plane in memory that activates another large bundle once per interval; every read verifies it anew. */
final class SwappingSource implements BundleSource {

    static final String ZONE = "z1";
    static final int RESOURCES = 1_000;

    private static final String HEAD = "# caracal:data-document\npackage caracal.authz\nimport rego.v1\n";
    private static final String SCOPES = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWX";

    private final Bundle odd = bundle("odd");
    private final Bundle even = bundle("even");
    private final long intervalNanos;
    private final long began = System.nanoTime();

    SwappingSource(Duration interval) {
        this.intervalNanos = interval.toNanos();
    }

    private static Bundle bundle(String label) {
        var scopes = SCOPES.chars().mapToObj(c -> "\"" + (char) c + "\"").collect(Collectors.joining(","));
        var grants = IntStream.range(0, RESOURCES)
                .mapToObj(n -> "\"r%d\":{\"application\":\"b\",\"roles\":{\"l\":[%s],\"%s\":[\"a\"]}}"
                        .formatted(n, scopes, label))
                .collect(Collectors.joining(",", "grants := {", "}"));
        var content = HEAD + "app_ids := {\"b\": \"app\"}\n" + grants + "\n";
        var manifest = BundleVerification.manifestSha256(List.of(label));
        var policy = new Bundle.Policy(label, content, BundleVerification.sha256(content));
        return new Bundle(ZONE, 1, "set", label, manifest, Instant.EPOCH, List.of(policy));
    }

    private long seq() {
        return 1 + (System.nanoTime() - began) / intervalNanos;
    }

    private Bundle at(long seq) {
        var bundle = seq % 2 == 1 ? odd : even;
        return new Bundle(
                ZONE,
                seq,
                bundle.policySetId(),
                bundle.versionId(),
                bundle.manifestSha256(),
                bundle.since(),
                bundle.policies());
    }

    @Override
    public Optional<Bundle> bundle(String zoneId, @Nullable ZoneChange inForce) {
        var current = at(seq());
        return inForce != null && inForce.activationSeq() == current.activationSeq()
                ? Optional.empty()
                : Optional.of(current);
    }

    @Override
    public ChangePage changes(@Nullable String cursor, Duration wait) {
        var deadline = System.nanoTime() + wait.toNanos();
        while (Objects.equals(cursor, Long.toString(seq())) && System.nanoTime() - deadline < 0) {
            pause();
        }
        var current = at(seq());
        var change = new ZoneChange(ZONE, current.activationSeq(), current.versionId(), current.manifestSha256());
        return new ChangePage(Long.toString(current.activationSeq()), true, List.of(change), Map.of());
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(10);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ControlPlaneFailure("interrupted", "the benchmark ends");
        }
    }
}
