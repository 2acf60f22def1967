package dev.edict.bridge.redis;

import org.jspecify.annotations.Nullable;

/** Makes untrusted text safe for a log line or a status column. */
public final class LogSafeText {

    static final int LONGEST = 500;

    private LogSafeText() {}

    public static String plain(String text) {
        var oneLine = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return oneLine.length() <= LONGEST ? oneLine : oneLine.substring(0, LONGEST - 1) + "…";
    }

    /** The innermost cause has the reason; its wrappers repeat or hide it. */
    public static String ofRootCause(Throwable failure) {
        var cause = rootCause(failure);
        var message = cause.getMessage();
        return plain(message == null ? cause.getClass().getSimpleName() : message);
    }

    static Throwable rootCause(Throwable failure) {
        var cause = failure;
        for (var depth = 0; depth < 20 && cause.getCause() != null; depth++) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** For a log line, in which an id must not be able to start a new line. */
    public static String invalidation(
            String zoneId, String policySetId, @Nullable String versionId, String dispatchId, String requestId) {
        return "zone=%s policySet=%s version=%s dispatch=%s request=%s"
                .formatted(
                        plain(zoneId),
                        plain(policySetId),
                        plain(versionId == null ? "none" : versionId),
                        plain(dispatchId),
                        plain(requestId));
    }
}
