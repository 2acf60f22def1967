package dev.edict.command.api.policy;

import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/** The zone has a policy with this name. */
@Revision("1")
public record PolicyCreated(String policyId, String zoneId, String name, @Nullable String description)
        implements PolicyEvent {}
