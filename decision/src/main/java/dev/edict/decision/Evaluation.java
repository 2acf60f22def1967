package dev.edict.decision;

/** What became of one input: a decision, or the reason why there is none. */
public sealed interface Evaluation {

    /** The engine decided. */
    record Decided(Decision decision) implements Evaluation {}

    /** The engine did not decide, which is neither allow nor deny. */
    record NotExecuted(String reason) implements Evaluation {}
}
