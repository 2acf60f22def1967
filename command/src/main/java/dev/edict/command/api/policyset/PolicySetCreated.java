package dev.edict.command.api.policyset;

import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/** The zone has a policy set with this name. */
@Revision("1")
public record PolicySetCreated(String policySetId, String zoneId, String name, @Nullable String description)
        implements PolicySetEvent {}
