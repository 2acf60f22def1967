package dev.edict.command.api.policy;

import dev.edict.command.api.DomainEvent;

/** What can happen to a policy. */
public sealed interface PolicyEvent extends DomainEvent
        permits PolicyCreated, PolicyVersionCreated, PolicyArchived, PolicyRestamped {

    String policyId();
}
