package dev.edict.replica.controlplane;

import dev.edict.replica.background.Loop;
import java.time.Duration;
import java.util.Set;

/** The control plane gave no usable answer. The message never contains a credential. */
public final class ControlPlaneFailure extends RuntimeException implements Loop.Retriable {

    private static final long serialVersionUID = 1L;

    private static final Set<String> OF_EVERY_ZONE =
            Set.of("unreachable", "postgres_unreachable", "invalid_admin_token", "no_token", "interrupted");

    private final String code;
    private final Duration retryAfter;

    /** @param code the error code of the answer, or one of this library such as {@code unreachable} */
    public ControlPlaneFailure(String code, String message) {
        this(code, message, Duration.ZERO);
    }

    /** @param retryAfter how long the control plane asks to wait; zero if it does not */
    public ControlPlaneFailure(String code, String message, Duration retryAfter) {
        super(code + ": " + message);
        this.code = code;
        this.retryAfter = retryAfter;
    }

    /** Whether another zone would have got the same answer. */
    public boolean isOfEveryZone() {
        return OF_EVERY_ZONE.contains(code);
    }

    public String code() {
        return code;
    }

    @Override
    public Duration retryAfter() {
        return retryAfter;
    }
}
