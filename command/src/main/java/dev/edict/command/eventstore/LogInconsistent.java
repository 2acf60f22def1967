package dev.edict.command.eventstore;

import java.sql.SQLException;
import java.util.Optional;

/** Events are missing from the log, or came into it in another way; nothing is appended until an operator mended it. */
public final class LogInconsistent extends RuntimeException {

    /** The code in {@code /ready}, and of the answer to a command. */
    static final String CODE = "log_inconsistent";

    private static final long serialVersionUID = 1L;

    /** What {@code events.require_consistent()} raises. */
    private static final String STATE = "ED001";

    LogInconsistent(String message, Throwable cause) {
        super(message, cause);
    }

    LogInconsistent(String message) {
        super(message);
    }

    /** What the log itself says, if that is why a statement failed. */
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
