package dev.edict.command.caracal;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.edict.command.api.Attribution;
import dev.edict.command.api.DatabaseFailure;
import dev.edict.command.api.Rejection;
import dev.edict.command.log.SnapshotRebuilding;
import java.time.Duration;
import java.util.Map;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.jspecify.annotations.Nullable;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.dao.DuplicateKeyException;

/** Sends the commands of one run, all under one request id. */
class Delivery {

    private static final int MORE_TRIES = 4;
    private static final Duration PAUSE = Duration.ofMillis(40);

    /** Ten minutes, for the snapshot of a stream of any length to be made. */
    private static final int LOOKS_FOR_A_SNAPSHOT = 1_200;

    private static final Duration REBUILDING = Duration.ofMillis(500);

    private final CommandGateway gateway;
    private final String requestId = UuidCreator.getTimeOrderedEpoch().toString();
    private final RetryTemplate patience = new RetryTemplate(RetryPolicy.builder()
            .maxRetries(MORE_TRIES)
            .delay(PAUSE)
            .predicate(failure -> DatabaseFailure.of(failure).isContention())
            .build());

    private final RetryTemplate untilRebuilt = new RetryTemplate(RetryPolicy.builder()
            .maxRetries(LOOKS_FOR_A_SNAPSHOT)
            .delay(REBUILDING)
            .predicate(SnapshotRebuilding.class::isInstance)
            .build());

    Delivery(CommandGateway gateway) {
        this.gateway = gateway;
    }

    /**
     * What came of a command whose transaction has ended.
     *
     * @param result null if it was refused
     * @param refusal null if it was not
     */
    record Answer<T>(@Nullable T result, @Nullable String refusal) {}

    /** Returns what the command's handler returns, which in a dry run is what is expected. */
    <T> Answer<T> send(Object command, Class<T> type, T expected) {
        try {
            return new Answer<>(type.cast(untilRebuilt.invoke(() -> patience.invoke(() -> sendOnce(command)))), null);
        } catch (Rejection refused) {
            return new Answer<>(null, "%s: %s".formatted(refused.reason().code(), refused.explanation()));
        } catch (DuplicateKeyException e) {
            return new Answer<>(null, "one of its ids or numbers was given to something else here meanwhile");
        }
    }

    private Object sendOnce(Object command) {
        return gateway.sendAndWait(new GenericCommandMessage<>(
                command, Map.of(Attribution.ACTOR, Attribution.IMPORTER, "requestId", requestId)));
    }

    /** For a run that shall change nothing. */
    static final class Dry extends Delivery {

        Dry(CommandGateway gateway) {
            super(gateway);
        }

        @Override
        <T> Answer<T> send(Object command, Class<T> type, T expected) {
            return new Answer<>(expected, null);
        }
    }
}
