package dev.edict.app.cli;

/** Exit codes of the subcommands, for scripts. */
public final class ExitCode {

    static final int DONE = 0;
    static final int DIFFERENT = 1;
    /** picocli's exit code for an invalid command line. */
    public static final int NOT_UNDERSTOOD = 2;

    static final int COULD_NOT_RUN = 3;

    private ExitCode() {}
}
