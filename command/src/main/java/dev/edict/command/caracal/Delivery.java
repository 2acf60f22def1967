package dev.edict.command.caracal;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.edict.command.api.Attribution;
import dev.edict.command.api.Rejection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.dao.DuplicateKeyException;

/** Sends the commands of one run, all under one request id. */
class Delivery {

    private static final int TRIES = 5;

    /** Lock not available, serialization failure, deadlock: others are at work as well. */
    private static final Set<String> BUSY = Set.of("55P03", "40001", "40P01");

    private final CommandGateway gateway;
    private final String requestId = UuidCreator.getTimeOrderedEpoch().toString();

    Delivery(CommandGateway gateway) {
        this.gateway = gateway;
    }

    /** Returns why the command was refused; empty if its transaction is committed. */
    Optional<String> send(Object command) {
        try {
            sendPatiently(command);
            return Optional.empty();
        } catch (Rejection refused) {
            return Optional.of("%s: %s".formatted(refused.reason().code(), refused.explanation()));
        } catch (DuplicateKeyException e) {
            return Optional.of("one of its ids or numbers was given to something else here meanwhile");
        }
    }

    private void sendPatiently(Object command) {
        for (int tried = 1; ; tried++) {
            try {
                gateway.sendAndWait(new GenericCommandMessage<>(
                        command, Map.of(Attribution.ACTOR, Attribution.IMPORTER, "requestId", requestId)));
                return;
            } catch (RuntimeException e) {
                if (tried == TRIES || !isBusy(e)) {
                    throw e;
                }
            }
        }
    }

    private static boolean isBusy(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return sql.getSQLState() != null && BUSY.contains(sql.getSQLState());
            }
        }
        return false;
    }

    /** For a run that shall change nothing. */
    static final class Dry extends Delivery {

        Dry(CommandGateway gateway) {
            super(gateway);
        }

        @Override
        Optional<String> send(Object command) {
            return Optional.empty();
        }
    }
}
