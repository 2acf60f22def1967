package dev.edict.fleet.verification;

import dev.edict.fleet.propagation.DecisionPoint;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Every decision point enforces the change, and was told lately that nothing newer governs. */
final class PolicyAgeCheck {

    private static final String NAME = "policy_age";

    /** Twice the longest poll of a replica. */
    private static final Duration OLD = Duration.ofMinutes(2);

    private final List<DecisionPoint> points;
    private final boolean late;

    /** @param points which were expected to load the change, or are there now */
    PolicyAgeCheck(List<DecisionPoint> points, boolean late) {
        this.points = points.stream().filter(point -> !point.left()).toList();
        this.late = late;
    }

    VerificationCheck check() {
        if (points.isEmpty()) {
            return result(CheckState.NOT_VERIFIABLE, "No decision point is there.");
        }
        var broken = ids(
                point -> point.state().equals("loading_failed") || point.state().equals("stale"));
        if (!broken.isEmpty()) {
            return result(CheckState.FAILED, "The change cannot be loaded, or is too old, at %s.".formatted(broken));
        }
        var behind = ids(point -> !point.state().equals("current"));
        if (!behind.isEmpty()) {
            return result(
                    late ? CheckState.FAILED : CheckState.PENDING,
                    "The change is not known to be enforced at %s.".formatted(behind));
        }
        var old = ids(point -> isOld(point.confirmedCurrentAgeMs()));
        if (!old.isEmpty()) {
            return result(CheckState.FAILED, "The policy was not confirmed for over 2 min at %s.".formatted(old));
        }
        var silent = ids(point -> point.confirmedCurrentAgeMs() == null);
        return silent.isEmpty()
                ? result(
                        CheckState.PASSED,
                        "The change is enforced by %s.".formatted(Names.counted(points.size(), "decision point")))
                : result(CheckState.NOT_VERIFIABLE, "How old the policy is was never told by %s.".formatted(silent));
    }

    private static boolean isOld(@Nullable Long ageMs) {
        return ageMs != null && ageMs > OLD.toMillis();
    }

    private String ids(Predicate<DecisionPoint> property) {
        return Names.listed(
                points.stream().filter(property).map(DecisionPoint::id).toList());
    }

    private VerificationCheck result(CheckState state, String sentence) {
        var evidence = new LinkedHashMap<String, Object>();
        evidence.put("decision_points", points.size());
        evidence.put(
                "ages",
                points.stream()
                        .limit(EvidenceReader.MOST_NAMED)
                        .map(PolicyAgeCheck::age)
                        .toList());
        return new VerificationCheck(NAME, state, sentence, evidence);
    }

    private static Map<String, Object> age(DecisionPoint point) {
        var age = new LinkedHashMap<String, @Nullable Object>();
        age.put("decision_point", point.id());
        age.put("kind", point.kind());
        age.put("state", point.state());
        age.put("activation_seq", point.activationSeq());
        age.put("confirmed_current_age_ms", point.confirmedCurrentAgeMs());
        age.put("error", point.error());
        var known = new LinkedHashMap<String, Object>();
        age.forEach((member, value) -> {
            if (value != null) {
                known.put(member, Objects.requireNonNull(value));
            }
        });
        return known;
    }
}
