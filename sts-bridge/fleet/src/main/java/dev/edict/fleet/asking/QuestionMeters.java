package dev.edict.fleet.asking;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Counts what came of the questions to decision points. */
@Component
class QuestionMeters {

    private final Map<String, Counter> questions;

    QuestionMeters(MeterRegistry meters) {
        questions = Stream.of("enforces", "not_loaded", "foreign", "unreachable", "failed")
                .collect(Collectors.toMap(
                        Function.identity(), outcome -> Counter.builder("edict.decision.point.questions")
                                .tag("outcome", outcome)
                                .description("Questions to decision points about a zone that were recorded")
                                .register(meters)));
    }

    void asked(String outcome) {
        Objects.requireNonNull(questions.get(outcome)).increment();
    }
}
