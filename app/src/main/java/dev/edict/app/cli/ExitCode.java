package dev.edict.app.cli;

/** What a script can tell from how a subcommand ended. */
public final class ExitCode {

    static final int DONE = 0;
    static final int DIFFERENT = 1;
    /** What picocli answers to a command line that it does not understand. */
    public static final int NOT_UNDERSTOOD = 2;

    static final int COULD_NOT_RUN = 3;

    private ExitCode() {}
}
