package dev.edict.cli.io;

import java.io.PrintWriter;
import java.util.Locale;

/** Prints progress once a second: over the previous line on a terminal, on a new line elsewhere. */
public final class ProgressLine {

    private static final long EVERY_NANOS = 1_000_000_000;
    private static final double NANOS = 1e9;

    private final PrintWriter out;
    private final boolean terminal;
    private final String noun;
    private long started;
    private long printedAt;
    private String line = "";
    private String printed = "";

    public ProgressLine(PrintWriter out, boolean terminal) {
        this(out, terminal, "events");
    }

    /** Counts items other than events; {@code noun} is their plural. */
    public ProgressLine(PrintWriter out, boolean terminal, String noun) {
        this.out = out;
        this.terminal = terminal;
        this.noun = noun;
    }

    public void at(long done, long of) {
        var now = System.nanoTime();
        if (line.isEmpty()) {
            started = now;
            printedAt = now;
        }
        var rate = done * NANOS / Math.max(1, now - started);
        line = String.format(
                Locale.ROOT,
                "%,d of %,d %s, %d %%, %,.0f %s/s, %,.0f s left",
                done,
                of,
                noun,
                of == 0 ? 100 : done * 100 / of,
                rate,
                noun,
                rate == 0 ? 0 : (of - done) / rate);
        if (now - printedAt >= EVERY_NANOS) {
            printedAt = now;
            print();
        }
    }

    /** Prints the final state and ends its line. */
    public void end() {
        if (!line.equals(printed)) {
            print();
        }
        if (terminal && !line.isEmpty()) {
            out.println();
        }
    }

    private void print() {
        printed = line;
        if (terminal) {
            out.printf("\r\u001b[K%s", line);
            out.flush();
        } else {
            out.println(line);
        }
    }
}
