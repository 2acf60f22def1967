package dev.edict.bridge;

import dev.edict.bridge.redis.FailureKind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.stream.Stream;

/** Metrics of the relay, see docs/operations/metrics.md. */
final class RelayMeters {

    private static final Duration[] DELAYS = Stream.of(
                    5, 10, 20, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final MeterRegistry meters;
    private final Counter sent;
    private final Timer delay;

    RelayMeters(MeterRegistry meters) {
        this.meters = meters;
        this.sent = Counter.builder("edict.relay.sent")
                .description("Invalidations that Redis accepted; one that is resent counts again")
                .register(meters);
        this.delay = Timer.builder("edict.relay.delay")
                .description("Time from the change until Redis accepted its invalidation")
                .serviceLevelObjectives(DELAYS)
                .register(meters);
        // Every kind is registered at once; otherwise its first occurrence would not be an increase.
        Stream.of(FailureKind.values()).map(this::failures).forEach(failures -> failures.increment(0));
    }

    void sent(Duration after) {
        sent.increment();
        delay.record(after);
    }

    void failed(FailureKind kind) {
        failures(kind).increment();
    }

    private Counter failures(FailureKind kind) {
        return Counter.builder("edict.relay.failures")
                .description("Attempts to send that failed")
                .tag("kind", kind.code())
                .register(meters);
    }
}
