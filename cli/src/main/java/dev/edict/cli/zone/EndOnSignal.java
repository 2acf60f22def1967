package dev.edict.cli.zone;

import dev.edict.cli.io.ExitCode;
import java.io.PrintWriter;

/** Makes Ctrl-C the usual end of what would not end by itself: with the exit code of a success. */
final class EndOnSignal {

    private EndOnSignal() {}

    /** Runs work; afterwards the exit code is the command's own again. */
    static void during(PrintWriter out, Runnable work) {
        var hook = new Thread(() -> {
            out.flush();
            Runtime.getRuntime().halt(ExitCode.DONE);
        });
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            work.run();
        } finally {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }
}
