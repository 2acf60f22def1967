package dev.edict.app;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What a failure says about the database, by the SQL state at its bottom (PostgreSQL, appendix A). */
public enum DatabaseTrouble {
    /** It is not there, starts, stops, or has no room: the same statement may work later. */
    UNREACHABLE,
    /** Somebody else holds what was needed for too long. */
    BUSY,
    /** The statement itself, or no failure of the database at all. */
    NONE;

    /** Finds the first failure of JDBC among the causes. */
    public static DatabaseTrouble in(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return of(sql.getSQLState());
            }
        }
        return NONE;
    }

    private static DatabaseTrouble of(@Nullable String state) {
        // a pool that gives up waiting has no state of its own
        if (state == null || state.startsWith("08") || state.startsWith("57P") || state.startsWith("53")) {
            return UNREACHABLE;
        }
        // lock not available, statement cancelled by its timeout, deadlock, serialization failure
        return state.equals("55P03") || state.equals("57014") || state.startsWith("40") ? BUSY : NONE;
    }
}
