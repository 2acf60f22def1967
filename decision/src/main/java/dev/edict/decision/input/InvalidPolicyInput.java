package dev.edict.decision.input;

/** An input violates the contract's schema. The message names the member and the expected value. */
public final class InvalidPolicyInput extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String path;
    private final String expected;

    InvalidPolicyInput(String path, String expected) {
        super(path + ": expected " + expected);
        this.path = path;
        this.expected = expected;
    }

    /** The member, e.g. {@code principal.labels[2]}. */
    public String path() {
        return path;
    }

    /** What belongs there, e.g. {@code a string}. */
    public String expected() {
        return expected;
    }
}
