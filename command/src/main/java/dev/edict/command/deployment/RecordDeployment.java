package dev.edict.command.deployment;

import dev.edict.command.api.Attribution;
import dev.edict.command.api.deployment.DeploymentRecords;
import dev.edict.command.api.deployment.RecordCanariesFailed;
import dev.edict.command.api.deployment.RecordCanariesPassed;
import dev.edict.command.api.deployment.RecordOverdue;
import dev.edict.command.api.deployment.RecordPropagated;
import dev.edict.command.api.deployment.RecordVerificationFailed;
import dev.edict.command.api.deployment.RecordVerified;
import dev.edict.command.commandbus.CommandSender;
import dev.edict.command.commandbus.RequestContext;
import org.springframework.stereotype.Component;

/** Records deployments as the background actor, whenever callers leave room on the command bus. */
@Component
class RecordDeployment implements DeploymentRecords {

    private final CommandSender commands;

    RecordDeployment(CommandSender commands) {
        this.commands = commands;
    }

    @Override
    public boolean record(RecordPropagated propagated) {
        return send(propagated.deploymentId(), propagated);
    }

    @Override
    public boolean record(RecordOverdue overdue) {
        return send(overdue.deploymentId(), overdue);
    }

    @Override
    public boolean record(RecordCanariesPassed passed) {
        return send(passed.deploymentId(), passed);
    }

    @Override
    public boolean record(RecordCanariesFailed failed) {
        return send(failed.deploymentId(), failed);
    }

    @Override
    public boolean record(RecordVerified verified) {
        return send(verified.deploymentId(), verified);
    }

    @Override
    public boolean record(RecordVerificationFailed failed) {
        return send(failed.deploymentId(), failed);
    }

    private boolean send(String deploymentId, Object command) {
        return commands.sendIfIdle(RequestContext.background(Attribution.SYSTEM, deploymentId), command);
    }
}
