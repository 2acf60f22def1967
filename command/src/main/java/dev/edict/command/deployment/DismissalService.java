package dev.edict.command.deployment;

import dev.edict.command.api.deployment.DecisionPointDismissals;
import dev.edict.command.api.deployment.DismissDecisionPoint;
import dev.edict.command.commandbus.CommandSender;
import org.springframework.stereotype.Component;

/** Dismisses decision points on behalf of the current HTTP request. */
@Component
public class DismissalService implements DecisionPointDismissals {

    private final CommandSender commands;

    DismissalService(CommandSender commands) {
        this.commands = commands;
    }

    @Override
    public void dismiss(DismissDecisionPoint command) {
        commands.send(command);
    }
}
