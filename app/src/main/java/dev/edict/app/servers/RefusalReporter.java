package dev.edict.app.servers;

import dev.edict.command.api.SettingRefused;
import dev.edict.embedded.StartRefused;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Prints a {@link StartRefused}, or a module's equivalent, in one line on standard error. A failure analyzer would
 * print a banner of ten lines, or nothing where the log is turned off.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class RefusalReporter implements SpringBootExceptionReporter {

    @Override
    public boolean reportException(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StartRefused || cause instanceof SettingRefused) {
                System.err.println("edict does not start: " + cause.getMessage());
                return true;
            }
        }
        return false;
    }
}
