package dev.edict.command.api.policy;

import dev.edict.command.api.DomainEvent;

/** An event of a policy. */
public sealed interface PolicyEvent extends DomainEvent
        permits PolicyCreated, PolicyVersionCreated, PolicyArchived, PolicyRestamped {

    String policyId();
}
