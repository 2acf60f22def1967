package dev.edict.command.policy;

import java.util.Collection;
import java.util.List;

/** The existing policy versions, for a manifest that names them. */
public interface PolicyVersions {

    /** Those of the given versions that exist, in any zone and in no fixed order. */
    List<KnownPolicyVersion> find(Collection<String> versionIds);

    /**
     * A policy version as a manifest sees it.
     *
     * @param policyArchived whether its policy is out of use
     */
    record KnownPolicyVersion(
            String versionId, String policyId, String zoneId, String schemaVersion, boolean policyArchived) {}
}
