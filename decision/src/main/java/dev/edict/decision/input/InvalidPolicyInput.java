package dev.edict.decision.input;

/** An input violates the contract's schema. The message names the member and the expected value. */
public final class InvalidPolicyInput extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidPolicyInput(String path, String expected) {
        super(path + ": expected " + expected);
    }
}
