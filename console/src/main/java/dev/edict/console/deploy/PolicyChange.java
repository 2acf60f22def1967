package dev.edict.console.deploy;

import dev.edict.console.text.TextDiff;
import dev.edict.query.delta.DocumentChange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A policy whose text differs from what governs.
 *
 * @param before the number of its version that governs; null if it is new
 * @param after the number of its new version; null if it is left out
 * @param rows the changed lines
 */
record PolicyChange(String policyName, @Nullable Integer before, @Nullable Integer after, List<TextDiff.Line> rows) {

    static List<PolicyChange> of(List<DocumentChange> changes) {
        return changes.stream()
                .map(change -> new PolicyChange(
                        change.policyName(),
                        change.before(),
                        change.after(),
                        TextDiff.of(change.olderText(), change.newerText())))
                .toList();
    }
}
