package dev.edict.app.cli;

/** What a script can tell from how a subcommand ended; a command line that is not understood is 2. */
final class ExitCode {

    static final int DONE = 0;
    static final int DIFFERENT = 1;
    static final int COULD_NOT_RUN = 3;

    private ExitCode() {}
}
