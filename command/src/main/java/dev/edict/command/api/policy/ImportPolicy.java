package dev.edict.command.api.policy;

import dev.edict.command.api.Stamp;
import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Imports a policy of another installation, or its versions that were added there since the last import.
 *
 * @param versions in ascending order of their numbers; many versions are split over several commands
 * @param archived null for a live policy
 * @param updated the last change of the policy itself; null if another command carries it
 */
public record ImportPolicy(
        @TargetAggregateIdentifier String policyId,
        String zoneId,
        String name,
        @Nullable String description,
        Stamp created,
        List<Version> versions,
        @Nullable Stamp archived,
        @Nullable Stamp updated) {
    public ImportPolicy {
        versions = List.copyOf(versions);
    }

    /** A version of the source whose hash has been verified. */
    public record Version(String versionId, int version, String content, String schemaVersion, Stamp created) {}
}
