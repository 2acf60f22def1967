package dev.edict.fleet.opa.bundle;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.IntSupplier;
import org.springframework.stereotype.Component;

/** Counts what agents are answered. */
@Component
class BundleMeters {

    private final MeterRegistry meters;
    private final Counter served;
    private final Counter unchanged;
    private final Counter failed;

    BundleMeters(MeterRegistry meters) {
        this.meters = meters;
        this.served = answers("served");
        this.unchanged = answers("not_modified");
        this.failed = answers("failed");
    }

    private Counter answers(String outcome) {
        return Counter.builder("edict.opa.bundles")
                .tag("outcome", outcome)
                .description("Answers to requests of Open Policy Agents for bundles")
                .register(meters);
    }

    void waiting(IntSupplier size) {
        Gauge.builder("edict.opa.waiting", size, IntSupplier::getAsInt)
                .description("Requests of Open Policy Agents that wait for a bundle")
                .strongReference(true)
                .register(meters);
    }

    void served() {
        served.increment();
    }

    void unchanged() {
        unchanged.increment();
    }

    void failed(int requests) {
        failed.increment(requests);
    }
}
