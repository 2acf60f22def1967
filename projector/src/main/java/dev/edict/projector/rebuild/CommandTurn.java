package dev.edict.projector.rebuild;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/** The time in which the command lock is held, so that nothing is appended; commands wait for its end. */
final class CommandTurn {

    /** A command gives up after three seconds. */
    private static final Duration LONGEST = Duration.ofMillis(1_500);

    /** Lock not available in time, deadlock, and idle for too long while the tail was folded. */
    private static final Set<String> MAY_WORK_LATER = Set.of("55P03", "40P01", "25P03");

    private final RebuildConnection connection;
    private final long since;
    private final long head;

    private CommandTurn(RebuildConnection connection) {
        this.connection = connection;
        connection.execute("set local lock_timeout = '3s'");
        // Whoever stands still with the lock in hand loses it before the commands behind it are lost.
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
     * @return empty if the turn was not to be had, a table was in use, or the work gave up
     */
    static <T> Optional<T> during(DataSource pool, Function<CommandTurn, @Nullable T> work) {
        try (var connection = RebuildConnection.open(pool)) {
            connection.begin();
            var result = work.apply(new CommandTurn(connection));
            if (result == null) {
                connection.rollback();
            } else {
                connection.commit();
            }
            return Optional.ofNullable(result);
        } catch (DataAccessException e) {
            if (mayWorkLater(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static boolean mayWorkLater(DataAccessException e) {
        return e.getRootCause() instanceof SQLException sql && MAY_WORK_LATER.contains(sql.getSQLState());
    }

    RebuildConnection connection() {
        return connection;
    }

    /** Index of the last event of the log. */
    long head() {
        return head;
    }

    Duration held() {
        return Duration.ofNanos(System.nanoTime() - since);
    }

    boolean isOver() {
        return held().compareTo(LONGEST) > 0;
    }
}
