package dev.edict.decision.input;

/** An input that is not of the contract's shape; the message names the member and what was expected of it. */
public final class InvalidPolicyInput extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidPolicyInput(String path, String expected) {
        super(path + ": expected " + expected);
    }
}
