package dev.edict.app.rig;

import org.jspecify.annotations.Nullable;

/**
 * One call of a client and what it learned.
 *
 * @param invoked position in the common order of all invocations and returns
 * @param returned the same; {@link #NEVER} when the client does not know whether the call took effect
 * @param governing the version that the answer names: activated, restored or read
 * @param activationSeq of a read: the change it saw; 0 when none has been made
 * @param detail the status and the error code, or the exception
 */
record Operation(
        String requestId,
        Intent intent,
        long invoked,
        long returned,
        Outcome outcome,
        @Nullable String governing,
        long activationSeq,
        String detail) {

    static final long NEVER = Long.MAX_VALUE;

    enum Kind {
        ACTIVATE,
        ROLL_BACK,
        DEACTIVATE,
        READ
    }

    enum Outcome {
        /** It took effect. */
        OK,
        /** It took no effect, and the client was told so. */
        FAIL,
        /** The outcome is unknown. */
        INFO
    }

    /**
     * What a client wants.
     *
     * @param expected the expected active version that it sends; absent when it sends none
     */
    record Intent(
            Kind kind,
            String zoneId,
            @Nullable String policySetId,
            @Nullable String versionId,
            @Nullable Expected expected) {

        static Intent activate(String zoneId, Sealed version) {
            return new Intent(Kind.ACTIVATE, zoneId, version.policySetId(), version.versionId(), null);
        }

        static Intent activate(String zoneId, Sealed version, @Nullable String expected) {
            return new Intent(
                    Kind.ACTIVATE, zoneId, version.policySetId(), version.versionId(), new Expected(expected));
        }

        static Intent rollBack(String zoneId) {
            return new Intent(Kind.ROLL_BACK, zoneId, null, null, null);
        }

        static Intent deactivate(String zoneId) {
            return new Intent(Kind.DEACTIVATE, zoneId, null, null, null);
        }

        static Intent read(String zoneId) {
            return new Intent(Kind.READ, zoneId, null, null, null);
        }
    }

    /** Expects this active version or, for null, none. */
    record Expected(@Nullable String versionId) {}

    /** A sealed version and the set it belongs to. */
    record Sealed(String policySetId, String versionId) {}

    boolean isCommand() {
        return intent.kind() != Kind.READ;
    }

    @Override
    public String toString() {
        return "%s %s in zone %s [%d, %s] %s"
                .formatted(
                        intent.kind(),
                        requestId,
                        intent.zoneId(),
                        invoked,
                        returned == NEVER ? "never" : Long.toString(returned),
                        detail);
    }
}
