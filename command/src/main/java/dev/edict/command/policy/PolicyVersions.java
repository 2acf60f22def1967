package dev.edict.command.policy;

import java.util.Collection;
import java.util.List;

/** The existing policy versions that a manifest may contain. */
public interface PolicyVersions {

    /** The given versions that exist, in any zone and in no particular order. */
    List<KnownPolicyVersion> find(Collection<String> versionIds);

    /**
     * A policy version as a manifest sees it.
     *
     * @param policyArchived whether its policy is archived
     */
    record KnownPolicyVersion(
            String versionId, String policyId, String zoneId, String schemaVersion, boolean policyArchived) {}
}
