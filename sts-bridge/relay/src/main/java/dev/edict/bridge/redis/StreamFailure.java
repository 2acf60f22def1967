package dev.edict.bridge.redis;

/** Redis could not be reached, refused an entry, or did not answer in time; then the entry may or may not be there. */
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
