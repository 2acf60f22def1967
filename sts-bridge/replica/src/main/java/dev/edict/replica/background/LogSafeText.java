package dev.edict.replica.background;

/** Makes foreign text safe for a log line, a status or a report: one line, bounded. */
public final class LogSafeText {

    /** The maximum length, in UTF-16 code units. */
    public static final int LONGEST = 500;

    private static final int MOST_CAUSES = 20;

    private LogSafeText() {}

    public static String of(String text) {
        var oneLine = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return oneLine.length() <= LONGEST ? oneLine : oneLine.substring(0, LONGEST - 1) + "…";
    }

    /** The innermost cause has the reason; its wrappers repeat or hide it. */
    public static String ofRootCause(Throwable failure) {
        var cause = failure;
        for (var depth = 0; depth < MOST_CAUSES && cause.getCause() != null; depth++) {
            cause = cause.getCause();
        }
        var message = cause.getMessage();
        return of(message == null ? cause.getClass().getSimpleName() : message);
    }
}
