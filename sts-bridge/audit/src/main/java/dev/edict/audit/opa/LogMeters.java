package dev.edict.audit.opa;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** Counts decision logs, and what became of their elements. */
@Component
class LogMeters {

    private final Counter taken;
    private final Counter refused;
    private final Counter stored;
    private final Counter repeated;
    private final Counter others;
    private final Counter deadLetters;

    LogMeters(MeterRegistry meters) {
        this.taken = posts(meters, "accepted");
        this.refused = posts(meters, "refused");
        this.stored = decisions(meters, "stored");
        this.repeated = decisions(meters, "repeated");
        this.others = decisions(meters, "other_query");
        this.deadLetters = decisions(meters, "dead_letter");
    }

    private static Counter posts(MeterRegistry meters, String outcome) {
        return Counter.builder("edict.opa.logs")
                .tag("outcome", outcome)
                .description("Decision logs that Open Policy Agents post")
                .register(meters);
    }

    private static Counter decisions(MeterRegistry meters, String outcome) {
        return Counter.builder("edict.opa.logged.decisions")
                .tag("outcome", outcome)
                .description("Decisions in the logs of Open Policy Agents")
                .register(meters);
    }

    void taken() {
        taken.increment();
    }

    void refused() {
        refused.increment();
    }

    void events(int added, int again, int ofOtherQueries) {
        stored.increment(added);
        repeated.increment(again);
        others.increment(ofOtherQueries);
    }

    void deadLetters(int count) {
        deadLetters.increment(count);
    }
}
