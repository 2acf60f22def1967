package dev.edict.command.commandbus;

import dev.edict.command.api.RecordedChanges;
import java.util.function.Supplier;
import org.axonframework.commandhandling.CommandHandler;
import org.springframework.stereotype.Component;

/** Sends a change through the command bus, which audits it and stores its response as it does for a command. */
@Component
class CommandBusChanges implements RecordedChanges {

    private final CommandSender commands;

    CommandBusChanges(CommandSender commands) {
        this.commands = commands;
    }

    record MakeChange(Supplier<?> change) {}

    @Override
    @SuppressWarnings("unchecked") // the handler returns what the supplier does
    public <A> A make(Supplier<A> change) {
        return commands.send(new MakeChange(change), result -> (A) result);
    }

    @CommandHandler
    Object handle(MakeChange command) {
        return command.change().get();
    }
}
