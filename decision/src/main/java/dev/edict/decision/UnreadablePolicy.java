package dev.edict.decision;

/**
 * A policy document that the embedded engine cannot evaluate without guessing; the message is
 * {@code <document id>:<line>:<column>: <what>}, counted from 1, columns in code points.
 */
public final class UnreadablePolicy extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadablePolicy(SourcePosition position, String what) {
        super(position + ": " + what);
    }
}
