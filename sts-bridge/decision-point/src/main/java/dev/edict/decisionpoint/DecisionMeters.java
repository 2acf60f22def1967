package dev.edict.decisionpoint;

import dev.edict.replica.Outcome;
import dev.edict.replica.Outcome.Allowed;
import dev.edict.replica.Outcome.OnHold;
import dev.edict.replica.Replica;
import dev.edict.replica.ZoneStatus;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** The metrics of the decision point. */
@Component
class DecisionMeters {

    private static final String DECISIONS = "edict.decision.point.decisions";

    private final Counter allowed;
    private final Counter onHold;
    private final Counter denied;

    DecisionMeters(MeterRegistry meters, Replica replica) {
        this.allowed = decisions("allowed").register(meters);
        this.onHold = decisions("on_hold").register(meters);
        this.denied = decisions("denied").register(meters);
        Gauge.builder("edict.decision.point.zones", replica, point -> point.statuses()
                        .size())
                .description("Zones of the decision point")
                .register(meters);
        Gauge.builder("edict.decision.point.longest.unconfirmed", replica, DecisionMeters::longestUnconfirmed)
                .description("Seconds since the bundle of any zone was last confirmed to be current")
                .baseUnit("seconds")
                .register(meters);
        FunctionCounter.builder("edict.decision.point.loads", replica, point -> point.counts()
                        .loads())
                .description("Bundles that came into force")
                .register(meters);
        FunctionCounter.builder("edict.decision.point.failed.loads", replica, point -> point.counts()
                        .failedLoads())
                .description("Bundles that could not be read, or were refused")
                .register(meters);
    }

    private static Counter.Builder decisions(String outcome) {
        return Counter.builder(DECISIONS).description("Decisions, by outcome").tag("outcome", outcome);
    }

    private static double longestUnconfirmed(Replica replica) {
        return replica.statuses().stream()
                .map(ZoneStatus::confirmedCurrentAge)
                .filter(Objects::nonNull)
                .mapToDouble(
                        age -> (double) age.toMillis() / Duration.ofSeconds(1).toMillis())
                .max()
                .orElse(0);
    }

    void count(Outcome outcome) {
        if (outcome instanceof Allowed) {
            allowed.increment();
        } else if (outcome instanceof OnHold) {
            onHold.increment();
        } else {
            denied.increment();
        }
    }
}
