package dev.edict.cli.plan;

import dev.edict.cli.io.TerminalText;

/** A zone is changed by others all the time, so that no plan is of one instant. */
final class UnstableZone extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnstableZone(String named) {
        super("the zone %s changes while it is read: run the command again".formatted(TerminalText.of(named)));
    }
}
