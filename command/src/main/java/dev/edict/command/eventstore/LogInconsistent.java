package dev.edict.command.eventstore;

import java.sql.SQLException;
import java.util.Optional;

/**
 * Events are missing from the log, or were written past its triggers. Every append is rejected until an operator has
 * repaired it.
 */
public final class LogInconsistent extends RuntimeException {

    /** The error code in {@code /ready} and in the response to a command. */
    static final String CODE = "log_inconsistent";

    private static final long serialVersionUID = 1L;

    /** The SQL state that {@code events.require_consistent()} raises. */
    private static final String STATE = "ED001";

    LogInconsistent(String message, Throwable cause) {
        super(message, cause);
    }

    LogInconsistent(String message) {
        super(message);
    }

    /** The inconsistency that the database reports, if it caused this failure. */
    public static Optional<LogInconsistent> in(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && STATE.equals(sql.getSQLState())) {
                var message =
                        String.valueOf(sql.getMessage()).lines().findFirst().orElse("");
                return Optional.of(new LogInconsistent(message.replaceFirst("^ERROR: ", ""), failure));
            }
        }
        return Optional.empty();
    }
}
