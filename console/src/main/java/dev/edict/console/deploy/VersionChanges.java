package dev.edict.console.deploy;

import dev.edict.console.text.TextDiff;
import dev.edict.query.policyset.PolicySetReader.ManifestEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares a version with the one that governs, policy by policy. */
final class VersionChanges {

    private VersionChanges() {}

    /**
     * A policy that differs.
     *
     * @param before the number of its version that governs; null if it is new
     * @param after the number of its new version; null if it is left out
     * @param rows the changed lines
     */
    record PolicyChange(
            String policyName, @Nullable Integer before, @Nullable Integer after, List<TextDiff.Line> rows) {}

    /** The policies that differ, in the order of the new version, then those that are left out. */
    static List<PolicyChange> between(List<ManifestEntry> governing, List<ManifestEntry> wanted) {
        var before = byPolicy(governing);
        var after = byPolicy(wanted);
        var changes = new ArrayList<PolicyChange>();
        for (var entry : wanted) {
            var old = before.get(entry.policyId());
            if (old == null) {
                changes.add(
                        new PolicyChange(entry.policyName(), null, entry.version(), TextDiff.of("", entry.content())));
            } else if (!old.versionId().equals(entry.versionId())) {
                changes.add(new PolicyChange(
                        entry.policyName(),
                        old.version(),
                        entry.version(),
                        TextDiff.of(old.content(), entry.content())));
            }
        }
        governing.stream()
                .filter(entry -> !after.containsKey(entry.policyId()))
                .map(entry ->
                        new PolicyChange(entry.policyName(), entry.version(), null, TextDiff.of(entry.content(), "")))
                .forEach(changes::add);
        return changes;
    }

    private static Map<String, ManifestEntry> byPolicy(List<ManifestEntry> entries) {
        return entries.stream().collect(Collectors.toMap(ManifestEntry::policyId, Function.identity()));
    }
}
