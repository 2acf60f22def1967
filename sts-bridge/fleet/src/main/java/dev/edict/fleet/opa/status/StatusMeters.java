package dev.edict.fleet.opa.status;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** Counts what became of the status that agents post. */
@Component
class StatusMeters {

    private final Counter accepted;
    private final Counter refused;
    private final Counter dropped;

    StatusMeters(MeterRegistry meters) {
        this.accepted = posts(meters, "accepted");
        this.refused = posts(meters, "refused");
        this.dropped = posts(meters, "dropped");
    }

    private static Counter posts(MeterRegistry meters, String outcome) {
        return Counter.builder("edict.opa.status")
                .tag("outcome", outcome)
                .description("Status posts of Open Policy Agents")
                .register(meters);
    }

    void accepted() {
        accepted.increment();
    }

    void refused() {
        refused.increment();
    }

    void dropped() {
        dropped.increment();
    }
}
