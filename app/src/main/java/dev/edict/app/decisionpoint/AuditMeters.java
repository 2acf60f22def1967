package dev.edict.app.decisionpoint;

import dev.edict.decisionpoint.audit.AuditCounts;
import dev.edict.decisionpoint.audit.DecisionAudit;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** The metrics of the audit of decisions. */
final class AuditMeters implements MeterBinder {

    private static final String PREFIX = "edict.decision.audit.";
    private static final double MILLIS_PER_SECOND = Duration.ofSeconds(1).toMillis();

    private final DecisionAudit audit;

    AuditMeters(DecisionAudit audit) {
        this.audit = audit;
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        count(meters, "recorded", "Decisions that were recorded", AuditCounts::recorded);
        count(meters, "sent", "Events that Redis acknowledged", AuditCounts::sent);
        count(meters, "spilled", "Events that were written to the disk", AuditCounts::spilled);
        count(meters, "lost", "Decisions that are missing in the audit", AuditCounts::lost);
        count(meters, "damaged", "Records of the disk that are unreadable", AuditCounts::damaged);
        measure(meters, "queued", "events", "Events in memory", AuditCounts::queued);
        measure(meters, "spill", "bytes", "Bytes on the disk", AuditCounts::spillBytes);
        measure(
                meters,
                "oldest.unsent",
                "seconds",
                "Age of the oldest event that is not sent",
                counts -> counts.oldestAge().toMillis() / MILLIS_PER_SECOND);
    }

    private void count(MeterRegistry meters, String name, String description, ToLongFunction<AuditCounts> value) {
        FunctionCounter.builder(PREFIX + name, audit, from -> value.applyAsLong(from.counts()))
                .description(description)
                .register(meters);
    }

    private void measure(
            MeterRegistry meters, String name, String unit, String description, ToDoubleFunction<AuditCounts> value) {
        Gauge.builder(PREFIX + name, audit, from -> value.applyAsDouble(from.counts()))
                .description(description)
                .baseUnit(unit)
                .register(meters);
    }
}
