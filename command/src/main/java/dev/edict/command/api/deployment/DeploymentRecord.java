package dev.edict.command.api.deployment;

/** What became of one activation, to be recorded in the log. */
public sealed interface DeploymentRecord
        permits RecordPropagated,
                RecordOverdue,
                RecordCanariesPassed,
                RecordCanariesFailed,
                RecordVerified,
                RecordVerificationFailed {

    /** The id of the deployment's stream. */
    String deploymentId();
}
