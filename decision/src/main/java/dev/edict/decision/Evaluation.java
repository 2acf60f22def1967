package dev.edict.decision;

/** The result for one input: a decision, or the reason why there is none. */
public sealed interface Evaluation {

    /** The engine made a decision. */
    record Decided(Decision decision) implements Evaluation {}

    /** The engine made no decision, neither allow nor deny. */
    record NotExecuted(String reason) implements Evaluation {}
}
