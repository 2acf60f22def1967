package dev.edict.command.api.zone;

import dev.edict.command.api.DomainEvent;

/** An event of a zone. */
public sealed interface ZoneEvent extends DomainEvent
        permits ZoneRegistered, ZoneChanged, ZoneArchived, GovernanceChanged {}
