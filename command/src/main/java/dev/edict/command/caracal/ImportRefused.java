package dev.edict.command.caracal;

import org.jspecify.annotations.Nullable;

/** An import cannot start or continue; the message says what to do. */
final class ImportRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ImportRefused(String message) {
        this(message, null);
    }

    ImportRefused(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
