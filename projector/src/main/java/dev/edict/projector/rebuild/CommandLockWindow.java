package dev.edict.projector.rebuild;

import dev.edict.command.api.DatabaseFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/** The time in which the command lock is held, so that nothing is appended; commands wait for its end. */
final class CommandLockWindow {

    /** A command gives up after three seconds, and may have others before it. */
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private final RebuildConnection connection;
    private final long since;
    private final long head;

    private CommandLockWindow(RebuildConnection connection) {
        this.connection = connection;
        connection.execute("set local lock_timeout = '3s'");
        // A holder that stalls loses the lock before the commands behind it time out.
        connection.execute("set local idle_in_transaction_session_timeout = '2500ms'");
        connection.execute("select events.take_command_lock()");
        this.since = System.nanoTime();
        // A statement of its own, to see what was committed while the lock was waited for.
        this.head = connection
                .sql()
                .sql("select coalesce(max(global_index), 0) from events.domain_event")
                .query(Long.class)
                .single();
    }

    /**
     * Does something in a turn and its transaction, which is committed if there is a result.
     *
     * @param afterwards is told how long commands had to wait
     * @return empty if the turn was not to be had, a table was in use, or the work gave up
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
