package dev.edict.bridge;

import dev.edict.bridge.resync.LossReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.stream.Stream;

/** Metrics of losses and resyncs, see docs/operations/metrics.md. */
final class ResyncMeters {

    private final MeterRegistry meters;
    private final Counter zones;
    private volatile double pending;
    private volatile double last = Double.NaN;
    private volatile boolean isWatched;

    ResyncMeters(MeterRegistry meters) {
        this.meters = meters;
        this.zones = Counter.builder("edict.stream.resync.zones")
                .description("Zones whose state this node published again")
                .register(meters);
        Gauge.builder("edict.stream.resync.pending", this, own -> own.pending)
                .description("Zones that are still to be published again")
                .register(meters);
        Gauge.builder("edict.stream.resync.last", this, own -> own.last)
                .baseUnit("seconds")
                .description("When the last resync was completed, in seconds since 1970; NaN before the first")
                .register(meters);
        Gauge.builder("edict.stream.watched", this, own -> own.isWatched ? 1 : 0)
                .description("Whether Redis lets this node see all that it may have lost")
                .register(meters);
        // Every reason is registered at once; otherwise its first occurrence would not be an increase.
        Stream.of(LossReason.values()).map(this::resyncs).forEach(resyncs -> resyncs.increment(0));
    }

    void began(Collection<LossReason> reasons) {
        reasons.forEach(reason -> resyncs(reason).increment());
    }

    void published(int count) {
        zones.increment(count);
    }

    void pending(int count) {
        pending = count;
    }

    void last(double epochSeconds) {
        last = epochSeconds;
    }

    void watched(boolean watched) {
        isWatched = watched;
    }

    private Counter resyncs(LossReason reason) {
        return Counter.builder("edict.stream.resyncs")
                .description("Losses of Redis that this node noticed; one with two reasons counts under both")
                .tag("reason", reason.code())
                .register(meters);
    }
}
