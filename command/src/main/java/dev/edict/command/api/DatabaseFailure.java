package dev.edict.command.api;

import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a failure says about PostgreSQL, by its SQL state (PostgreSQL, appendix A); states are classified here only. */
public enum DatabaseFailure {
    /** The server is away, starts, stops or ended the session. Whether a change took effect is unknown. */
    UNREACHABLE,
    /** The server takes no changes: it is a standby, or was set to read-only. */
    READ_ONLY,
    /** The server lacks disk, memory or connections. */
    OUT_OF_RESOURCES,
    /** The server rejects user, password or database name. */
    LOGIN_REJECTED,
    /** A lock, a statement or an idle transaction took too long, and the transaction was rolled back. */
    BUSY,
    /** The transaction was rolled back for another one: a deadlock or a serialization failure. */
    ROLLED_BACK,
    /** The transaction had failed before this statement. */
    FAILED_TRANSACTION,
    /** A unique key exists already. */
    DUPLICATE_KEY,
    /** The statement or its data is at fault. */
    STATEMENT,
    /** No failure of JDBC is among the causes. */
    NONE;

    private static final int CLASS_LENGTH = 2;

    /** Whole SQL states; they go before their class. */
    private static final Map<String, DatabaseFailure> STATES = Map.ofEntries(
            Map.entry("23505", DUPLICATE_KEY),
            Map.entry("25006", READ_ONLY),
            Map.entry("25P03", BUSY), // idle_in_transaction_session_timeout
            Map.entry("25P04", BUSY), // transaction_timeout
            Map.entry("3D000", LOGIN_REJECTED), // no such database
            Map.entry("40001", ROLLED_BACK), // serialization_failure
            Map.entry("40P01", ROLLED_BACK), // deadlock_detected
            Map.entry("40003", UNREACHABLE), // statement_completion_unknown
            Map.entry("55P03", BUSY), // lock_not_available
            Map.entry("57014", BUSY)); // query_canceled, also by statement_timeout

    private static final Map<String, DatabaseFailure> CLASSES = Map.of(
            "08", UNREACHABLE, // connection exception
            "25", FAILED_TRANSACTION, // invalid transaction state
            "28", LOGIN_REJECTED, // invalid authorization specification
            "40", BUSY, // transaction rollback
            "53", OUT_OF_RESOURCES, // insufficient resources
            "57", UNREACHABLE, // operator intervention
            "58", OUT_OF_RESOURCES); // system error, such as a failing disk

    /** Classifies the first failure of JDBC among the causes. */
    public static DatabaseFailure of(@Nullable Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return ofState(sql.getSQLState());
            }
        }
        return NONE;
    }

    /** A pool that gives up waiting for a connection has no state of its own. */
    private static DatabaseFailure ofState(@Nullable String state) {
        if (state == null || state.length() < CLASS_LENGTH) {
            return UNREACHABLE;
        }
        var known = STATES.get(state);
        return known != null ? known : CLASSES.getOrDefault(state.substring(0, CLASS_LENGTH), STATEMENT);
    }

    /** Whether the same statement may succeed later, because its text and data are not at fault. */
    public boolean mayPass() {
        return switch (this) {
            case UNREACHABLE, READ_ONLY, OUT_OF_RESOURCES, LOGIN_REJECTED, BUSY, ROLLED_BACK, FAILED_TRANSACTION ->
                true;
            case DUPLICATE_KEY, STATEMENT, NONE -> false;
        };
    }

    /** Whether others were at work, and nothing of the transaction took effect. */
    public boolean isContention() {
        return this == BUSY || this == ROLLED_BACK;
    }
}
