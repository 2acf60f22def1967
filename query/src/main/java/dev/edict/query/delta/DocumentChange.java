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

    /** The policies that differ, in the order of the newer bundle, then those that it leaves out. */
    static List<DocumentChange> between(List<ManifestEntry> older, List<ManifestEntry> newer) {
        var before = byPolicy(older);
        var after = byPolicy(newer);
        var changes = new ArrayList<DocumentChange>();
        for (var entry : newer) {
            var old = before.get(entry.policyId());
            if (old == null) {
                changes.add(new DocumentChange(entry.policyName(), null, entry.version(), "", entry.content()));
            } else if (!old.contentSha256().equals(entry.contentSha256())) {
                changes.add(new DocumentChange(
                        entry.policyName(), old.version(), entry.version(), old.content(), entry.content()));
            }
        }
        older.stream()
                .filter(entry -> !after.containsKey(entry.policyId()))
                .map(entry -> new DocumentChange(entry.policyName(), entry.version(), null, entry.content(), ""))
                .forEach(changes::add);
        return changes;
    }

    private static Map<String, ManifestEntry> byPolicy(List<ManifestEntry> entries) {
        return entries.stream().collect(Collectors.toMap(ManifestEntry::policyId, Function.identity()));
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
