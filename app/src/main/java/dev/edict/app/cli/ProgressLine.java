package dev.edict.app.cli;

import java.io.PrintWriter;
import java.util.Locale;

/** How far something is, once a second: over the line before on a terminal, below it elsewhere. */
final class ProgressLine {

    private static final long EVERY_NANOS = 1_000_000_000;
    private static final double NANOS = 1e9;

    private final PrintWriter out;
    private final boolean terminal;
    private final long started = System.nanoTime();
    private long printed = started - EVERY_NANOS;
    private String line = "";
    private boolean open;

    ProgressLine(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    void at(long done, long of) {
        var now = System.nanoTime();
        var rate = done * NANOS / Math.max(1, now - started);
        line = String.format(
                Locale.ROOT,
                "%,d of %,d events, %d %%, %,.0f events/s, %,.0f s left",
                done,
                of,
                of == 0 ? 100 : done * 100 / of,
                rate,
                rate == 0 ? 0 : (of - done) / rate);
        open = true;
        if (now - printed >= EVERY_NANOS) {
            printed = now;
            print();
        }
    }

    /** Prints the last state and goes to the next line. */
    void end() {
        if (open) {
            print();
            open = false;
            if (terminal) {
                out.println();
            }
        }
    }

    private void print() {
        if (terminal) {
            out.printf("\r\u001b[K%s", line);
            out.flush();
        } else {
            out.println(line);
        }
    }
}
