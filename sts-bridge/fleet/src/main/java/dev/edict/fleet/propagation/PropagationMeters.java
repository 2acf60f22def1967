package dev.edict.fleet.propagation;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Measures how long activations take until every decision point enforces them. */
@Component
class PropagationMeters {

    private final Timer convergence;

    PropagationMeters(MeterRegistry meters) {
        this.convergence = Timer.builder("edict.propagation.convergence")
                .description("From the commit of an activation until every expected decision point was settled")
                .serviceLevelObjectives(
                        Duration.ofMillis(50),
                        Duration.ofMillis(100),
                        Duration.ofMillis(250),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(90),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(15))
                .register(meters);
    }

    void settled(Duration took) {
        convergence.record(took);
    }
}
