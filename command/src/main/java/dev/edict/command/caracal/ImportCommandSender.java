package dev.edict.command.caracal;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.edict.command.api.Attribution;
import dev.edict.command.api.DatabaseFailure;
import dev.edict.command.api.Rejection;
import dev.edict.command.commandbus.CommandSender;
import dev.edict.command.commandbus.RequestContext;
import dev.edict.command.eventstore.SnapshotRebuilding;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.dao.DuplicateKeyException;

/** Sends the commands of one run, all with one request id. */
class ImportCommandSender {

    private static final int MORE_TRIES = 4;
    private static final Duration PAUSE = Duration.ofMillis(40);

    /** Ten minutes, enough to rebuild the snapshot of a stream of any length. */
    private static final int LOOKS_FOR_A_SNAPSHOT = 1_200;

    private static final Duration REBUILDING = Duration.ofMillis(500);

    private final CommandSender commands;
    private final RequestContext run = RequestContext.background(
            Attribution.IMPORTER, UuidCreator.getTimeOrderedEpoch().toString());
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

    ImportCommandSender(CommandSender commands) {
        this.commands = commands;
    }

    /**
     * The result of a command whose transaction has ended.
     *
     * @param result null if it was rejected
     * @param refusal null if it was accepted
     */
    record Answer<T>(@Nullable T result, @Nullable String refusal) {}

    /** Returns the result of the command handler; a dry run returns {@code expected}. */
    <T> Answer<T> send(Object command, Class<T> type, T expected) {
        try {
            return new Answer<>(
                    untilRebuilt.invoke(() -> patience.invoke(() -> commands.send(run, command, type::cast))), null);
        } catch (Rejection refused) {
            return new Answer<>(null, "%s: %s".formatted(refused.reason().code(), refused.explanation()));
        } catch (DuplicateKeyException e) {
            return new Answer<>(null, "another change took one of its ids or numbers during the import");
        }
    }

    /** Sends nothing, for a dry run. */
    static final class Dry extends ImportCommandSender {

        Dry(CommandSender commands) {
            super(commands);
        }

        @Override
        <T> Answer<T> send(Object command, Class<T> type, T expected) {
            return new Answer<>(expected, null);
        }
    }
}
