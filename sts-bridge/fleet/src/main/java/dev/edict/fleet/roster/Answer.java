package dev.edict.fleet.roster;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What came of one question to a decision point about a zone.
 *
 * @param manifestSha256 what it enforces; null if it denies everything because nothing governs, or did not say
 * @param loadedAt since when, by its own clock; null if it did not say
 * @param reason why the answer proves nothing; null for {@link Outcome#ENFORCES}
 */
public record Answer(
        Outcome outcome, @Nullable String manifestSha256, @Nullable Instant loadedAt, @Nullable String reason) {

    private static final int LONGEST_REASON = 300;

    /** How far an answer goes. */
    public enum Outcome {
        /** It says what it enforces. */
        ENFORCES,
        /** It says that it has loaded nothing for the zone. */
        NOT_LOADED,
        /** It cannot be reached, or does not answer in time. */
        UNREACHABLE,
        /** It answers something else than the state of the zone. */
        FAILED
    }

    public static Answer enforces(@Nullable String manifestSha256, @Nullable Instant loadedAt) {
        return new Answer(Outcome.ENFORCES, manifestSha256, loadedAt, null);
    }

    public static Answer notLoaded(String reason) {
        return new Answer(Outcome.NOT_LOADED, null, null, bounded(reason));
    }

    public static Answer unreachable(String reason) {
        return new Answer(Outcome.UNREACHABLE, null, null, bounded(reason));
    }

    public static Answer failed(String reason) {
        return new Answer(Outcome.FAILED, null, null, bounded(reason));
    }

    /** Whether the decision point said something about the zone. */
    public boolean isState() {
        return outcome == Outcome.ENFORCES || outcome == Outcome.NOT_LOADED;
    }

    /** Apart from a time that an STS without a policy moves with each poll. */
    public boolean saysTheSameAs(Answer other) {
        return outcome == other.outcome
                && Objects.equals(manifestSha256, other.manifestSha256)
                && Objects.equals(reason, other.reason);
    }

    /** In one line: parts of a reason come from the other side. */
    private static String bounded(String reason) {
        var line = new StringBuilder();
        reason.codePoints()
                .limit(LONGEST_REASON)
                .forEach(point -> line.appendCodePoint(Character.isISOControl(point) ? ' ' : point));
        return line.toString();
    }
}
