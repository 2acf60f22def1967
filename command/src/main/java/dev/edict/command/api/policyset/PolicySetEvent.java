package dev.edict.command.api.policyset;

import dev.edict.command.api.DomainEvent;

/** What can happen to a policy set. */
public sealed interface PolicySetEvent extends DomainEvent
        permits PolicySetCreated, PolicySetVersionCreated, PolicySetArchived, PolicySetRestamped {

    String policySetId();
}
