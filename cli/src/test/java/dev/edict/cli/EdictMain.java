package dev.edict.cli;

/** The commands as a process. */
public final class EdictMain {

    private EdictMain() {}

    public static void main(String... arguments) {
        System.exit(Commands.of(new Ran.Root()).execute(arguments));
    }
}
