package dev.edict.command.api.canary;

import dev.edict.command.api.DomainEvent;

/** An event of the canaries of a zone. */
public sealed interface CanaryEvent extends DomainEvent permits CanaryDefined, CanaryRemoved {

    /** The previous version of the zone's canaries + 1, without gaps. */
    long canariesVersion();

    /** How many canaries the zone has from here on. */
    int count();
}
