package dev.edict.command.api;

import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Classifies failures by their SQL state (PostgreSQL, appendix A). No other class interprets SQL states. */
public enum DatabaseFailure {
    /** The server is stopped, starting or stopping, or ended the session. Whether a change took effect is unknown. */
    UNREACHABLE,
    /** The server accepts no writes: it is a standby or set to read-only. */
    READ_ONLY,
    /** The server lacks disk, memory or connections. */
    OUT_OF_RESOURCES,
    /** The server rejects the user, the password or the database name. */
    LOGIN_REJECTED,
    /** A lock wait, a statement or an idle transaction timed out, and the transaction was rolled back. */
    BUSY,
    /** The transaction was rolled back because of another one: a deadlock or a serialization failure. */
    ROLLED_BACK,
    /** The transaction had already failed before this statement. */
    FAILED_TRANSACTION,
    /** A unique key exists already. */
    DUPLICATE_KEY,
    /** A value is invalid, or beyond what the server can store. */
    DATA,
    /** The statement is invalid, or not permitted. */
    STATEMENT,
    /** None of the causes is a JDBC failure. */
    NONE;

    private static final int CLASS_LENGTH = 2;

    /** Complete SQL states; they take precedence over their class. */
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
            "22", DATA, // data exception
            "25", FAILED_TRANSACTION, // invalid transaction state
            "28", LOGIN_REJECTED, // invalid authorization specification
            "40", BUSY, // transaction rollback
            "53", OUT_OF_RESOURCES, // insufficient resources
            "54", DATA, // program limit exceeded
            "57", UNREACHABLE, // operator intervention
            "58", OUT_OF_RESOURCES); // system error, such as a failing disk

    /** Classifies the first JDBC failure among the causes. */
    public static DatabaseFailure of(@Nullable Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return ofState(sql.getSQLState());
            }
        }
        return NONE;
    }

    /** A pool that times out waiting for a connection sets no SQL state. */
    private static DatabaseFailure ofState(@Nullable String state) {
        if (state == null || state.length() < CLASS_LENGTH) {
            return UNREACHABLE;
        }
        var known = STATES.get(state);
        return known != null ? known : CLASSES.getOrDefault(state.substring(0, CLASS_LENGTH), STATEMENT);
    }

    /** Whether a retry of the same statement may succeed, because its text and data are valid. */
    public boolean mayPass() {
        return switch (this) {
            case UNREACHABLE, READ_ONLY, OUT_OF_RESOURCES, LOGIN_REJECTED, BUSY, ROLLED_BACK, FAILED_TRANSACTION ->
                true;
            case DUPLICATE_KEY, DATA, STATEMENT, NONE -> false;
        };
    }

    /** Whether other transactions caused the failure, and this one left no effect. */
    public boolean isContention() {
        return this == BUSY || this == ROLLED_BACK;
    }
}
