package dev.edict.command.api.policyset;

import dev.edict.command.api.Stamp;
import java.time.Instant;
import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Imports a policy set of another installation, or its versions that were added there since the last import.
 *
 * @param versions in ascending order of their numbers; many versions are split over several commands
 * @param archived null for a live set
 * @param updated the last change of the set itself; null if another command carries it
 * @param boundAt when its binding last changed; null if its activation carries it
 */
public record ImportPolicySet(
        @TargetAggregateIdentifier String policySetId,
        String zoneId,
        String name,
        @Nullable String description,
        Stamp created,
        List<Version> versions,
        @Nullable Stamp archived,
        @Nullable Stamp updated,
        @Nullable Instant boundAt) {
    public ImportPolicySet {
        versions = List.copyOf(versions);
    }

    /** A sealed manifest of the source whose hash has been verified. */
    public record Version(
            String versionId, int version, List<String> policyVersionIds, String schemaVersion, Stamp created) {
        public Version {
            policyVersionIds = List.copyOf(policyVersionIds);
        }
    }
}
