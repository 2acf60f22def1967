package dev.edict.command.deployment;

import dev.edict.command.api.Attribution;
import dev.edict.command.api.deployment.DeploymentRecord;
import dev.edict.command.api.deployment.DeploymentRecords;
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
    public boolean record(DeploymentRecord outcome) {
        return commands.sendIfIdle(RequestContext.background(Attribution.SYSTEM, outcome.deploymentId()), outcome);
    }
}
