package dev.edict.command.api.policy;

import dev.edict.command.api.Stamp;
import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Take over a policy of another installation, or the versions that it got there since.
 *
 * @param versions in the order of their numbers; of many a part, each in a command of its own
 * @param archived null for one in use
 * @param updated what the policy itself says of its last change; null if another part says it
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

    /** A version as it is there; its hash has been verified. */
    public record Version(String versionId, int version, String content, String schemaVersion, Stamp created) {}
}
