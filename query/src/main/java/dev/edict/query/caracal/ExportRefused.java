package dev.edict.query.caracal;

/** An export cannot start; the message says what to do. */
final class ExportRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ExportRefused(String message) {
        super(message);
    }
}
