package dev.edict.command.api.canary;

import org.axonframework.serialization.Revision;

/** The zone has no canary of this name any more. */
@Revision("1")
public record CanaryRemoved(String zoneId, long canariesVersion, String name, int count) implements CanaryEvent {}
