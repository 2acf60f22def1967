package dev.edict.replica.spring.input;

/** A request maps to no policy input, and is therefore refused. The caller is shown the message. */
public final class UnresolvedPolicyInput extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message what is missing, without values of the caller's token */
    public UnresolvedPolicyInput(String message) {
        super(message, null, false, false);
    }
}
