package dev.edict.cli.io;

/** Exit codes of the subcommands, for scripts. */
public final class ExitCode {

    public static final int DONE = 0;
    public static final int DIFFERENT = 1;
    /** picocli's exit code for an invalid command line. */
    public static final int NOT_UNDERSTOOD = 2;

    public static final int COULD_NOT_RUN = 3;

    /** A plan has something to do. */
    public static final int CHANGES = 4;

    private ExitCode() {}
}
