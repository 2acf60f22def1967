package dev.edict.cli.io;

import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;

/**
 * Colours of text for people, as an option of a command: on a terminal only, unless {@code --color} says otherwise;
 * {@code NO_COLOR} is respected.
 */
public final class Colours {

    /** When text has colours. */
    public enum When {
        AUTO(Ansi.AUTO),
        ALWAYS(Ansi.ON),
        NEVER(Ansi.OFF);

        private final Ansi ansi;

        When(Ansi ansi) {
            this.ansi = ansi;
        }
    }

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            defaultValue = "auto",
            description = "colours of the text: auto (the default: on a terminal, without NO_COLOR), always or never")
    private When when;

    /** As the option says. */
    public Colours() {
        this(When.AUTO);
    }

    public Colours(When when) {
        this.when = when;
    }

    /** The text in the colour of a style, without anything else that could move a cursor or change a colour. */
    public String paint(Style style, String text) {
        var safe = TerminalText.of(text);
        return safe.isEmpty() || !when.ansi.enabled() ? safe : style.on() + safe + style.off();
    }
}
