package dev.edict.command.api.deployment;

import dev.edict.command.api.DomainEvent;

/** An event of a deployment: what became of one activation, rollback or deactivation. */
public sealed interface DeploymentEvent extends DomainEvent
        permits DeploymentPropagated,
                DeploymentOverdue,
                DeploymentCanariesPassed,
                DeploymentCanariesFailed,
                DeploymentVerified,
                DeploymentVerificationFailed {

    /** The number of the activation within its zone. */
    long activationSeq();
}
