package dev.edict.cli;

import java.util.List;

/** The commands as a process. */
public final class EdictMain {

    private EdictMain() {}

    public static void main(String... arguments) {
        System.exit(Commands.of(new Ran.Root(), List.of(), arguments).execute(arguments));
    }
}
