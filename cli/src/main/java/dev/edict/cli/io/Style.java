package dev.edict.cli.io;

import picocli.CommandLine.Help.Ansi;

/** What a text says, from which its colour on a terminal follows. */
public enum Style {
    PLAIN,
    /** Done, allowed, healthy, added. */
    GOOD(Ansi.Style.fg_green),
    /** Failed, denied, removed. */
    BAD(Ansi.Style.fg_red),
    WARNING(Ansi.Style.fg_yellow),
    /** The name of what follows. */
    STRONG(Ansi.Style.bold),
    /** Of less weight than the rest. */
    FAINT(Ansi.Style.faint);

    private final String on;
    private final String off;

    Style(Ansi.IStyle... codes) {
        this.on = codes.length == 0 ? "" : Ansi.Style.on(codes);
        // the code that should end bold begins a double underline on many terminals
        this.off = codes.length == 0 ? "" : Ansi.Style.reset.on();
    }

    String on() {
        return on;
    }

    String off() {
        return off;
    }
}
