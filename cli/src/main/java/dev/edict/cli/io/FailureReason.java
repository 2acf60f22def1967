package dev.edict.cli.io;

import dev.edict.command.api.DatabaseFailure;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import org.springframework.core.NestedRuntimeException;

/** A failure in one line. */
public final class FailureReason {

    private FailureReason() {}

    public static String of(Throwable failure) {
        if (failure instanceof FileSystemException file && file.getReason() == null) {
            return "%s: %s".formatted(file.getFile(), reason(file));
        }
        var unreachable = DatabaseFailure.of(failure) == DatabaseFailure.UNREACHABLE;
        var message = String.valueOf((unreachable ? driver(failure) : part(failure)).getMessage());
        var line = message.lines().map(String::strip).findFirst().orElse("");
        return unreachable ? "PostgreSQL is unreachable: " + line : line;
    }

    /** The platform names only the file. */
    private static String reason(FileSystemException failure) {
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof NoSuchFileException) {
            return "there is no such file";
        }
        return failure instanceof FileAlreadyExistsException
                ? "exists already"
                : failure.getClass().getSimpleName();
    }

    /** The failed component's exception. Framework wrappers repeat a whole statement before the reason. */
    private static Throwable part(Throwable failure) {
        var cause = failure;
        while (cause.getCause() != null && cause instanceof NestedRuntimeException) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** The driver's exception, which the pool wraps. */
    private static Throwable driver(Throwable failure) {
        var last = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            last = cause instanceof SQLException ? cause : last;
        }
        return last;
    }
}
