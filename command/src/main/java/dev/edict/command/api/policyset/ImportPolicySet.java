package dev.edict.command.api.policyset;

import dev.edict.command.api.Stamp;
import java.time.Instant;
import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Take over a policy set of another installation, or the versions that it got there since.
 *
 * @param versions in the order of their numbers; of many a part, each in a command of its own
 * @param archived null for one in use
 * @param updated what the set itself says of its last change; null if another part says it
 * @param boundAt when its binding last changed; null if its activation will say it
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

    /** A sealed manifest as it is there; its hash has been verified. */
    public record Version(
            String versionId, int version, List<String> policyVersionIds, String schemaVersion, Stamp created) {
        public Version {
            policyVersionIds = List.copyOf(policyVersionIds);
        }
    }
}
