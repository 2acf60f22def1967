package dev.edict.query.delta;

import dev.edict.decision.delta.AccessChange.Kind;
import dev.edict.decision.delta.AccessDelta;
import java.util.StringJoiner;

/**
 * How many changes a delta has of each kind.
 *
 * @param onHold how many, of any kind, need an approval from now on
 * @param text such as {@code +3 −1, 2 now need approval}
 */
public record DeltaSummary(
        String text,
        int added,
        int removed,
        int widened,
        int narrowed,
        int onHold,
        int holdLifted,
        int holdChanged,
        int zoneWide) {

    /** The summary of a delta. */
    public static DeltaSummary of(AccessDelta delta) {
        var summary = delta.summary();
        return new DeltaSummary(
                text(delta),
                summary.count(Kind.ADDED),
                summary.count(Kind.REMOVED),
                summary.count(Kind.WIDENED),
                summary.count(Kind.NARROWED),
                summary.onHold(),
                summary.count(Kind.HOLD_LIFTED),
                summary.count(Kind.HOLD_CHANGED),
                summary.zoneWide());
    }

    private static String text(AccessDelta delta) {
        if (delta.notAnalysable() != null) {
            return "not analysable";
        }
        if (delta.isEmpty()) {
            return "no access changes";
        }
        var summary = delta.summary();
        var text = new StringJoiner(", ");
        text.add("+%d \u2212%d".formatted(summary.count(Kind.ADDED), summary.count(Kind.REMOVED)));
        add(text, summary.count(Kind.WIDENED), "widened");
        add(text, summary.count(Kind.NARROWED), "narrowed");
        add(text, summary.onHold(), "now need approval");
        add(text, summary.count(Kind.HOLD_LIFTED), "need no approval any more");
        add(text, summary.count(Kind.HOLD_CHANGED), "need another approval");
        add(text, summary.zoneWide(), "zone-wide");
        return text.toString();
    }

    private static void add(StringJoiner text, int count, String what) {
        if (count > 0) {
            text.add(count + " " + what);
        }
    }
}
