package dev.edict.replica.spring;

import dev.edict.replica.spring.GatewayDecision.Verdict;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** Decisions by outcome, as a metric. */
final class DecisionMeters implements DecisionCounter {

    static final String DECISIONS = "edict.gateway.decisions";

    private final Map<Verdict, Counter> counters = new EnumMap<>(Verdict.class);

    DecisionMeters(MeterRegistry meters) {
        Arrays.stream(Verdict.values())
                .forEach(verdict -> counters.put(
                        verdict,
                        Counter.builder(DECISIONS)
                                .description("Decisions of the gateway, by outcome")
                                .tag("outcome", verdict.word())
                                .register(meters)));
    }

    @Override
    public void count(GatewayDecision decision) {
        Objects.requireNonNull(counters.get(decision.verdict())).increment();
    }
}
