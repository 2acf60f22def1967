package dev.edict.query.delta;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The difference of one policy's text.
 *
 * @param before the number of its version; null if it is new
 * @param after the number of its version; null if it is left out
 * @param diff the lines of a unified diff; at most 2,000 for all policies
 * @param truncated whether lines are missing
 */
public record DocumentDiff(
        String policyName, @Nullable Integer before, @Nullable Integer after, List<String> diff, boolean truncated) {

    private static final int MOST_LINES = 2_000;

    /** The differences of policies, in their order. */
    public static List<DocumentDiff> of(List<DocumentChange> changes) {
        var left = MOST_LINES;
        var diffs = new ArrayList<DocumentDiff>();
        for (var change : changes) {
            var lines = change.unifiedDiff();
            var shown = lines.subList(0, Math.min(left, lines.size()));
            left -= shown.size();
            diffs.add(new DocumentDiff(
                    change.policyName(),
                    change.before(),
                    change.after(),
                    List.copyOf(shown),
                    shown.size() < lines.size()));
        }
        return diffs;
    }
}
