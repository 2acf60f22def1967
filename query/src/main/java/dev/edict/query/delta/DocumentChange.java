package dev.edict.query.delta;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import dev.edict.query.policyset.PolicySetReader.ManifestEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A policy whose text differs between two bundles.
 *
 * @param before the number of its version in the older bundle; null if it is not there
 * @param after the number of its version in the newer bundle; null if it is not there, or not stored yet
 * @param olderText empty if it is not there
 * @param newerText empty if it is not there
 */
public record DocumentChange(
        String policyName, @Nullable Integer before, @Nullable Integer after, String olderText, String newerText) {

    private static final int CONTEXT = 3;

    /**
     * A text of a bundle.
     *
     * @param policy what identifies its policy in both bundles
     * @param version the number of its version; null if it is not stored
     */
    public record Text(String policy, String name, @Nullable Integer version, String content) {

        static List<Text> byId(List<ManifestEntry> entries) {
            return entries.stream()
                    .map(entry -> new Text(entry.policyId(), entry.policyName(), entry.version(), entry.content()))
                    .toList();
        }

        static List<Text> byName(List<ManifestEntry> entries) {
            return entries.stream()
                    .map(entry -> new Text(entry.policyName(), entry.policyName(), entry.version(), entry.content()))
                    .toList();
        }
    }

    /** The policies that differ, in the order of the newer bundle, then those that it leaves out. */
    static List<DocumentChange> between(List<Text> older, List<Text> newer) {
        var before = byPolicy(older);
        var after = byPolicy(newer);
        var changes = new ArrayList<DocumentChange>();
        for (var text : newer) {
            var old = before.get(text.policy());
            if (old == null) {
                changes.add(new DocumentChange(text.name(), null, text.version(), "", text.content()));
            } else if (!old.content().equals(text.content())) {
                changes.add(
                        new DocumentChange(text.name(), old.version(), text.version(), old.content(), text.content()));
            }
        }
        older.stream()
                .filter(text -> !after.containsKey(text.policy()))
                .map(text -> new DocumentChange(text.name(), text.version(), null, text.content(), ""))
                .forEach(changes::add);
        return changes;
    }

    private static Map<String, Text> byPolicy(List<Text> texts) {
        return texts.stream().collect(Collectors.toMap(Text::policy, Function.identity(), (one, other) -> one));
    }

    /** The lines of a unified diff. */
    List<String> unifiedDiff() {
        var older = olderText.lines().toList();
        return UnifiedDiffUtils.generateUnifiedDiff(
                policyName,
                policyName,
                older,
                DiffUtils.diff(older, newerText.lines().toList()),
                CONTEXT);
    }
}
