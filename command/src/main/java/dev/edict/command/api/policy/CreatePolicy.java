package dev.edict.command.api.policy;

import org.jspecify.annotations.Nullable;

/** Creates a policy together with its first version. */
public record CreatePolicy(
        String policyId, String zoneId, String name, @Nullable String description, String versionId, String content) {}
