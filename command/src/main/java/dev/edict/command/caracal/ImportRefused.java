package dev.edict.command.caracal;

import org.jspecify.annotations.Nullable;

/** An import that could not be begun or could not go on, with what to do. */
final class ImportRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ImportRefused(String message) {
        this(message, null);
    }

    ImportRefused(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
