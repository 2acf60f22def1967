package dev.edict.app;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.TransactionTimedOutException;

/** What a failure says about the database, by the SQL state at its bottom (PostgreSQL, appendix A). */
public enum DatabaseTrouble {
    /** It is not there, starts, stops, or has no room: the same statement may work later. */
    UNREACHABLE,
    /** Somebody else, or this transaction itself, held what was needed for too long; it was rolled back. */
    BUSY,
    /** The statement itself, or no failure of the database at all. */
    NONE;

    /** Lock not available, statement cancelled by its timeout, session ended because it idled in its transaction. */
    private static final Set<String> BUSY_STATES = Set.of("55P03", "57014", "25P03");

    /** Finds the first failure of JDBC, or of a transaction that took too long, among the causes. */
    public static DatabaseTrouble in(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return of(sql.getSQLState());
            }
            if (cause instanceof TransactionTimedOutException) {
                return BUSY;
            }
        }
        return NONE;
    }

    private static DatabaseTrouble of(@Nullable String state) {
        // a pool that gives up waiting has no state of its own
        if (state == null || state.startsWith("08") || state.startsWith("57P") || state.startsWith("53")) {
            return UNREACHABLE;
        }
        return BUSY_STATES.contains(state) || state.startsWith("40") ? BUSY : NONE;
    }
}
