package dev.edict.bridge.redis;

/** Redis was unreachable, rejected an entry, or timed out; after a timeout the entry may have been added. */
public final class StreamFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final FailureKind kind;

    StreamFailure(FailureKind kind, String reason) {
        super(LogSafeText.plain(reason));
        this.kind = kind;
    }

    public FailureKind kind() {
        return kind;
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
