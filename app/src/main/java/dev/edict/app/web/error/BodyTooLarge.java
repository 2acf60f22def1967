package dev.edict.app.web.error;

/** A request body exceeds a limit, which the message states. */
public final class BodyTooLarge extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private BodyTooLarge(String message) {
        super(message);
    }

    /** A body of more bytes than its route reads: a multiple of 1 MiB. */
    public static BodyTooLarge above(int bytes) {
        return new BodyTooLarge("Request body exceeds %d MiB".formatted(bytes >> 20));
    }

    /** A form of more fields than are read. */
    public static BodyTooLarge fields(int most) {
        return new BodyTooLarge("A form has at most %,d fields".formatted(most));
    }
}
