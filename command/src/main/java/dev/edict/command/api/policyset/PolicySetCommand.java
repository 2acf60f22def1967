package dev.edict.command.api.policyset;

/** What can be asked of an existing policy set. */
public sealed interface PolicySetCommand permits CreatePolicySetVersion, ArchivePolicySet {

    String policySetId();

    String zoneId();
}
