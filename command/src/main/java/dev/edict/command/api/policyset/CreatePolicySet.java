package dev.edict.command.api.policyset;

import org.jspecify.annotations.Nullable;

/** Creates an empty policy set. */
public record CreatePolicySet(String policySetId, String zoneId, String name, @Nullable String description) {}
