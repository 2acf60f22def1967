package dev.edict.command.api.policyset;

import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/** The zone has a policy set of this name from here on. */
@Revision("1")
public record PolicySetCreated(String policySetId, String zoneId, String name, @Nullable String description)
        implements PolicySetEvent {}
