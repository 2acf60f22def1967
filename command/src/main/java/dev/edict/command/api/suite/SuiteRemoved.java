package dev.edict.command.api.suite;

import org.axonframework.serialization.Revision;

/** The zone has no suite of this name any more. */
@Revision("1")
public record SuiteRemoved(String zoneId, long suitesVersion, String name, int count, int totalCases)
        implements SuiteEvent {}
