package dev.edict.app.cli;

import dev.edict.app.cli.io.FailureReason;
import dev.edict.app.cli.io.InvalidFile;
import dev.edict.app.cli.io.TerminalText;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line: runs subcommands. Without a subcommand the program serves, and does not use this class. */
@Command(
        name = "java -jar edict.jar",
        description = "Without a command, starts the server; arguments are then settings, --name=value.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = Cli.Version.class,
        subcommands = {
            Check.class,
            Decide.class,
            Demo.class,
            DeadLetters.class,
            Doctor.class,
            Export.class,
            Import.class,
            Rebuild.class,
            Replica.class,
            Verify.class
        })
public final class Cli implements Runnable {

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
        return commandLine(server).execute(arguments);
    }

    static CommandLine commandLine(Server server) {
        return new CommandLine(new Cli(server))
                .setCaseInsensitiveEnumValuesAllowed(true)
                // a file may be named @x, which picocli would expand to the arguments in x
                .setExpandAtFiles(false)
                .setExecutionExceptionHandler(Cli::report);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "missing command");
    }

    private static int report(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        command.getErr()
                .println(
                        "edict %s: %s".formatted(command.getCommandName(), TerminalText.of(FailureReason.of(failure))));
        return failure instanceof InvalidFile ? ExitCode.NOT_UNDERSTOOD : ExitCode.COULD_NOT_RUN;
    }

    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            var version = Cli.class.getPackage().getImplementationVersion();
            return new String[] {"edict " + (version == null ? "(not packaged)" : version)};
        }
    }
}
