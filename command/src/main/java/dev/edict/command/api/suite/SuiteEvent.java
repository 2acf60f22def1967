package dev.edict.command.api.suite;

import dev.edict.command.api.DomainEvent;

/** An event of the suites of a zone. */
public sealed interface SuiteEvent extends DomainEvent permits SuiteDefined, SuiteRemoved {

    /** The previous version of the zone's suites + 1, without gaps. */
    long suitesVersion();

    /** How many suites the zone has from here on. */
    int count();

    /** How many cases they have together. */
    int totalCases();
}
