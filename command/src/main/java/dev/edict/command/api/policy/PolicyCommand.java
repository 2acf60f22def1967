package dev.edict.command.api.policy;

/** What can be asked of an existing policy. */
public sealed interface PolicyCommand permits CreatePolicyVersion, ArchivePolicy {

    String policyId();

    String zoneId();
}
