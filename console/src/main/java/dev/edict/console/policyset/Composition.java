package dev.edict.console.policyset;

import dev.edict.query.policy.PolicyReader.VersionLabel;
import dev.edict.query.policyset.PolicySetReader.ManifestEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The choices for a new version of a set: each policy of the zone, with the newest version of those in the set chosen. */
final class Composition {

    private Composition() {}

    /**
     * A policy to choose a version of.
     *
     * @param sealed the number of the version in the latest sealed version of the set; null if it is not in it
     * @param isChosen whether the policy is part of the new version, as proposed
     */
    record Choice(
            String policyId,
            String policyName,
            @Nullable Integer sealed,
            boolean isChosen,
            List<VersionLabel> versions) {

        /** Whether the newest version is not the one that was sealed last. */
        public boolean isChanged() {
            return sealed != null && !versions.isEmpty() && versions.get(0).version() != sealed;
        }
    }

    /**
     * Proposes the policies of the latest sealed version in their newest versions; for a set without versions, all.
     *
     * @param versions of the zone, newest first within each policy
     * @param latest what was sealed last; empty if nothing was
     */
    static List<Choice> propose(List<VersionLabel> versions, List<ManifestEntry> latest) {
        Map<String, ManifestEntry> sealed =
                latest.stream().collect(Collectors.toMap(ManifestEntry::policyId, Function.identity()));
        Map<String, List<VersionLabel>> byPolicy = versions.stream()
                .collect(Collectors.groupingBy(VersionLabel::policyId, LinkedHashMap::new, Collectors.toList()));
        var choices = new ArrayList<Choice>();
        byPolicy.forEach((policyId, own) -> {
            var entry = sealed.get(policyId);
            choices.add(new Choice(
                    policyId,
                    own.get(0).policyName(),
                    entry == null ? null : entry.version(),
                    latest.isEmpty() || entry != null,
                    own));
        });
        return choices;
    }
}
