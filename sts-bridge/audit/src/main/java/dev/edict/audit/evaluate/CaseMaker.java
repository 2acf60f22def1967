package dev.edict.audit.evaluate;

import static dev.edict.command.api.Rejection.Reason.DECISION_NOT_FOUND;

import dev.edict.audit.evaluate.RecordedSuite.Cases;
import dev.edict.audit.evaluate.RecordedSuite.NotMade;
import dev.edict.command.api.Rejection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes cases of decisions one after the other, and keeps why it could not. */
final class CaseMaker {

    private static final String CONTRADICTS = "contradicts";

    private final List<RecordedCase> made = new ArrayList<>();
    private final List<NotMade> notMade = new ArrayList<>();
    private final Map<Map<String, Object>, List<RecordedCase>> byInput = new HashMap<>();

    /** Makes a case of one event, or throws a {@link Rejection}. */
    @FunctionalInterface
    interface Maker {
        RecordedCase make(String eventId);
    }

    private CaseMaker() {}

    /** An event that is named twice is made once. */
    static RecordedSuite make(List<String> eventIds, Maker maker) {
        var cases = new CaseMaker();
        new LinkedHashSet<>(eventIds).forEach(eventId -> cases.add(eventId, maker));
        return new RecordedSuite(new Cases(List.copyOf(cases.made)), List.copyOf(cases.notMade));
    }

    private void add(String eventId, Maker maker) {
        RecordedCase one;
        try {
            one = maker.make(eventId);
        } catch (Rejection e) {
            notMade.add(notMade(eventId, e));
            return;
        }
        var alike = byInput.computeIfAbsent(one.input(), input -> new ArrayList<>());
        var other = contradicted(one, alike);
        if (other.isPresent()) {
            var name = other.get().name();
            var why = "%s has the same input and expects something else".formatted(name);
            notMade.add(new NotMade(eventId, CONTRADICTS, why, List.of(), name));
            return;
        }
        alike.add(one);
        made.add(one);
    }

    private static NotMade notMade(String eventId, Rejection why) {
        var reason = why.reason() == DECISION_NOT_FOUND
                ? why.reason().code()
                : String.valueOf(why.facts().get(EvaluationService.OBSTACLE));
        return new NotMade(eventId, reason, why.explanation(), texts(why.facts().get("missing")), null);
    }

    private static List<String> texts(@Nullable Object value) {
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    /** A suite with both would be refused, because no decision fulfils both. */
    private static Optional<RecordedCase> contradicted(RecordedCase one, List<RecordedCase> alike) {
        return alike.stream().filter(other -> contradict(one, other)).findFirst();
    }

    private static boolean contradict(RecordedCase one, RecordedCase other) {
        return !one.expect().equals(other.expect())
                || (one.expectReason() != null
                        && other.expectReason() != null
                        && !Objects.equals(one.expectReason(), other.expectReason()));
    }
}
