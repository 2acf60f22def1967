package dev.edict.command.api.policyset;

import dev.edict.command.api.DomainEvent;

/** An event of a policy set. */
public sealed interface PolicySetEvent extends DomainEvent
        permits PolicySetCreated, PolicySetVersionCreated, PolicySetArchived, PolicySetRestamped {

    String policySetId();
}
