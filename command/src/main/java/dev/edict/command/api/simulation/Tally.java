package dev.edict.command.api.simulation;

/**
 * Counts the cases of a simulation by outcome.
 *
 * @param passed executed with the expected decision
 * @param failed executed with another decision
 * @param notExecuted not decided by the engine
 */
public record Tally(int passed, int failed, int notExecuted) {

    public int cases() {
        return passed + failed + notExecuted;
    }

    /** Both together. */
    public Tally plus(Tally other) {
        return new Tally(passed + other.passed, failed + other.failed, notExecuted + other.notExecuted);
    }

    /** PASS only if at least one case was executed and every case passed. */
    public Verdict verdict() {
        if (failed > 0) {
            return Verdict.FAIL;
        }
        return passed > 0 && notExecuted == 0 ? Verdict.PASS : Verdict.NOT_EXECUTED;
    }
}
