package dev.edict.cli.io;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Asks the person at the terminal. */
@FunctionalInterface
public interface Confirmation {

    /** Takes the answer from the terminal; empty where there is none. */
    Confirmation TERMINAL = question -> Optional.ofNullable(System.console())
            .flatMap(console -> Optional.ofNullable(console.readLine("%s", question)));

    Set<String> YES = Set.of("y", "yes");

    /** The line that was typed; empty without a terminal. */
    Optional<String> ask(String question);

    /** Whether the person says yes; empty without a terminal. */
    default Optional<Boolean> confirms(String question) {
        return ask(question + " [y/N] ").map(typed -> YES.contains(typed.strip().toLowerCase(Locale.ROOT)));
    }
}
