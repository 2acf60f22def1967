package dev.edict.app.cli;

import dev.edict.cli.Ran;

/** Runs any command of the program, within this process. */
final class CliRun {

    private CliRun() {}

    static Ran edict(Object... arguments) {
        return Ran.of(Cli.commandLine(settings -> {}), arguments);
    }
}
