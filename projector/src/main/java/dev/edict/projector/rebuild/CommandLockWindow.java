package dev.edict.projector.rebuild;

import dev.edict.command.api.DatabaseFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/** The period in which the command lock is held, so that nothing is appended; commands wait for its end. */
final class CommandLockWindow {

    /** A command times out after three seconds, and others may be ahead of it. */
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private final RebuildConnection connection;
    private final long since;
    private final long head;

    private CommandLockWindow(RebuildConnection connection) {
        this.connection = connection;
        connection.execute("set local lock_timeout = '3s'");
        // A stalled holder loses the lock before the waiting commands time out.
        connection.execute("set local idle_in_transaction_session_timeout = '2500ms'");
        connection.execute("select events.take_command_lock()");
        this.since = System.nanoTime();
        // A separate statement, whose snapshot includes the commits before the lock was granted.
        this.head = connection
                .sql()
                .sql("select coalesce(max(global_index), 0) from events.domain_event")
                .query(Long.class)
                .single();
    }

    /**
     * Runs work under the lock in one transaction, which is committed if there is a result.
     *
     * @param afterwards receives the time for which commands had to wait
     * @return empty if the lock was not granted, a table was in use, or the work returned nothing
     */
    static <T> Optional<T> during(
            DataSource pool, Function<CommandLockWindow, @Nullable T> work, Consumer<Duration> afterwards) {
        try (var connection = RebuildConnection.open(pool)) {
            connection.begin();
            var turn = new CommandLockWindow(connection);
            try {
                return turn.end(work.apply(turn));
            } finally {
                afterwards.accept(turn.held());
            }
        } catch (DataAccessException e) {
            if (DatabaseFailure.of(e).isContention()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private <T> Optional<T> end(@Nullable T result) {
        if (result == null) {
            connection.rollback();
        } else {
            connection.commit();
        }
        return Optional.ofNullable(result);
    }

    RebuildConnection connection() {
        return connection;
    }

    /** Index of the last event of the log. */
    long head() {
        return head;
    }

    private Duration held() {
        return Duration.ofNanos(System.nanoTime() - since);
    }

    boolean isOver() {
        return held().compareTo(LONGEST) > 0;
    }
}
