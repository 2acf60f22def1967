package dev.edict.app.cli;

import dev.edict.cli.Commands;
import dev.edict.cli.io.ProgramVersion;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line: runs subcommands. Without a subcommand the program serves, and does not use this class. */
@Command(
        name = "edict",
        description = "Without a command, starts the server; arguments are then settings, --name=value.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class)
public final class Cli implements Runnable {

    /** Those that work on the database of this machine's own Edict; see {@link Commands} for the others. */
    private static final List<Class<?>> COMMANDS =
            List.of(Demo.class, DeadLetters.class, Export.class, Import.class, Rebuild.class, Replica.class);

    private static final List<String> OWN_OPTIONS = List.of("--help", "--version");

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    private final Server server;

    private Cli(Server server) {
        this.server = server;
    }

    /** Starts Edict with settings, and returns when it was told to end. */
    @FunctionalInterface
    public interface Server {
        void serve(Map<String, String> settings) throws InterruptedException;
    }

    Server server() {
        return server;
    }

    /** Whether the arguments ask for something other than serving; a setting begins with two dashes. */
    public static boolean isAsked(String... arguments) {
        return List.of(arguments).stream()
                .anyMatch(argument -> !argument.startsWith("--") || OWN_OPTIONS.contains(argument));
    }

    /** Runs the command line and returns the exit code. */
    public static int run(Server server, String... arguments) {
        return commandLine(server, arguments).execute(arguments);
    }

    /** The command line for these arguments, or with all commands for none. */
    static CommandLine commandLine(Server server, String... arguments) {
        return Commands.of(new Cli(server), COMMANDS, arguments);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "missing command");
    }
}
