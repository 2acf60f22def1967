package dev.edict.cli.io;

import java.io.PrintWriter;
import picocli.CommandLine.Help.Ansi;

/** What a command waits for: on a terminal over the previous line, elsewhere on a new line when it changes. */
public final class StatusLine {

    private static final String BEGIN_OF_EMPTY_LINE = "\r\u001b[K";
    private static final int LONGEST = 78;

    private final PrintWriter err;
    private final boolean terminal;
    private String printed = "";

    /** Writes to the standard error, so that the standard output holds nothing but the result. */
    public StatusLine(PrintWriter err) {
        this(err, Ansi.AUTO.enabled());
    }

    StatusLine(PrintWriter err, boolean terminal) {
        this.err = err;
        this.terminal = terminal;
    }

    /** Whether the line is watched by a person. */
    public boolean isOnTerminal() {
        return terminal;
    }

    /**
     * Shows what is waited for.
     *
     * @param seconds since the wait began; on a terminal only, where they make no new line
     */
    public void show(String text, long seconds) {
        var safe = TerminalText.of(text);
        if (terminal) {
            err.print(BEGIN_OF_EMPTY_LINE + TextWidth.cut("%s (%d s)".formatted(safe, seconds), LONGEST));
        } else if (!safe.equals(printed)) {
            err.println(safe);
        }
        err.flush();
        printed = safe;
    }

    /** Removes the line from a terminal, in favour of the result. */
    public void end() {
        if (terminal && !printed.isEmpty()) {
            err.print(BEGIN_OF_EMPTY_LINE);
            err.flush();
        }
        printed = "";
    }
}
