package dev.edict.fleet.verification;

import dev.edict.fleet.propagation.DecisionPoint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The invalidation reached its readers. That Redis took the entry proves nothing about them, so the check passes when
 * every consumer group was given it and every decision point has loaded the change.
 */
final class InvalidationCheck {

    private static final String NAME = "invalidation";

    private final Evidence known;
    private final List<String> missedBy;
    private final List<String> awaited;
    private final int groups;
    private final int decisionPoints;
    private final boolean late;
    private final Map<String, Object> evidence = new LinkedHashMap<>();

    InvalidationCheck(Evidence known, List<Evidence.Group> groups, List<DecisionPoint> concerned, boolean late) {
        this.known = known;
        this.late = late;
        this.groups = groups.size();
        this.decisionPoints = concerned.size();
        this.missedBy = groups.stream()
                .filter(group -> !group.reached())
                .map(Evidence.Group::name)
                .toList();
        this.awaited = concerned.stream()
                .filter(DecisionPoint::isAwaited)
                .map(DecisionPoint::id)
                .toList();
        evidence.put("groups", groups.size());
        evidence.put("groups_behind", missedBy);
        evidence.put("decision_points", concerned.size());
        evidence.put("decision_points_behind", Names.first(awaited));
    }

    VerificationCheck check() {
        put("stream_entry", readable(known.streamEntry()));
        put("attempts", known.attempts());
        put("sent_at", known.sentAt());
        put("last_error", known.lastError());
        if (!known.announced()) {
            return awaited.isEmpty() && hasReaders()
                    ? passed("The invalidation was sent so long ago that its row was deleted.")
                    : result(CheckState.NOT_VERIFIABLE, "The row of the invalidation was deleted after its retention.");
        }
        if (known.sentAt() == null) {
            return open("The invalidation waits in the outbox after %d attempts: %s."
                    .formatted(known.attempts(), known.lastError() == null ? "not tried yet" : known.lastError()));
        }
        if (!hasReaders()) {
            return result(CheckState.NOT_VERIFIABLE, "The invalidation was sent, and no reader of it is known.");
        }
        if (missedBy.isEmpty() && awaited.isEmpty()) {
            return passed("The invalidation was given to %s and the change loaded by %s."
                    .formatted(
                            Names.counted(groups, "consumer group"), Names.counted(decisionPoints, "decision point")));
        }
        return open("The invalidation was sent, and is awaited by %s."
                .formatted(Names.listed(missedBy.isEmpty() ? awaited : missedBy)));
    }

    private boolean hasReaders() {
        return groups + decisionPoints > 0;
    }

    /** Redis' own form: two numbers without leading zeros. */
    private static @Nullable String readable(@Nullable String entry) {
        return entry == null ? null : entry.replaceAll("(^|-)0+(?=[0-9])", "$1");
    }

    private void put(String member, @Nullable Object value) {
        if (value != null) {
            evidence.put(member, value);
        }
    }

    private VerificationCheck open(String sentence) {
        return result(late ? CheckState.FAILED : CheckState.PENDING, sentence);
    }

    private VerificationCheck passed(String sentence) {
        return result(CheckState.PASSED, sentence);
    }

    private VerificationCheck result(CheckState state, String sentence) {
        return new VerificationCheck(NAME, state, sentence, evidence);
    }
}
