package dev.edict.command.api.simulation;

/**
 * How many cases a simulation had and how they came out.
 *
 * @param passed executed and as expected
 * @param failed executed and not as expected
 * @param notExecuted could not be decided by the engine
 */
public record Tally(int passed, int failed, int notExecuted) {

    public int cases() {
        return passed + failed + notExecuted;
    }

    /** PASS only if something was executed and everything was as expected. */
    public Verdict verdict() {
        if (failed > 0) {
            return Verdict.FAIL;
        }
        return passed > 0 && notExecuted == 0 ? Verdict.PASS : Verdict.NOT_EXECUTED;
    }
}
