package dev.edict.cli;

import dev.edict.cli.apply.ApplyPlan;
import dev.edict.cli.check.Check;
import dev.edict.cli.decide.Decide;
import dev.edict.cli.init.Init;
import dev.edict.cli.io.ExitCode;
import dev.edict.cli.io.FailureReason;
import dev.edict.cli.io.InvalidArguments;
import dev.edict.cli.io.InvalidFile;
import dev.edict.cli.io.TerminalText;
import dev.edict.cli.plan.MakePlan;
import dev.edict.cli.pull.Pull;
import dev.edict.cli.suite.TestFolder;
import dev.edict.cli.zone.Doctor;
import dev.edict.cli.zone.Report;
import dev.edict.cli.zone.Rollback;
import dev.edict.cli.zone.Status;
import dev.edict.cli.zone.Timeline;
import dev.edict.cli.zone.Verify;
import java.util.List;
import java.util.stream.Stream;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;

/** The commands that ask a running Edict or need none, and the behaviour of the whole command line. */
public final class Commands {

    private static final List<Class<?>> ALL = List.of(
            Init.class,
            Pull.class,
            TestFolder.class,
            MakePlan.class,
            ApplyPlan.class,
            Status.class,
            Timeline.class,
            Rollback.class,
            Verify.class,
            Doctor.class,
            Report.class,
            Check.class,
            Decide.class);

    private Commands() {}

    /**
     * A command line with these commands below a root. Where the first argument names a command it has no other one: to
     * describe all of them to picocli takes longer than most of them run.
     *
     * @param further commands of the root's own
     * @param arguments what will be executed; none for all commands
     */
    public static CommandLine of(Object root, List<Class<?>> further, String... arguments) {
        var line = new CommandLine(root);
        asked(Stream.concat(ALL.stream(), further.stream()).toList(), arguments).forEach(line::addSubcommand);
        return configured(line);
    }

    /** Gives a command line, with all its commands, the behaviour that they share. */
    static CommandLine configured(CommandLine commands) {
        return commands.setCaseInsensitiveEnumValuesAllowed(true)
                // a file may be named @x, which picocli would expand to the arguments in x
                .setExpandAtFiles(false)
                .setExecutionExceptionHandler(Commands::report);
    }

    private static List<Class<?>> asked(List<Class<?>> commands, String... arguments) {
        var first = arguments.length == 0 ? "" : arguments[0];
        if (first.equals("--version")) {
            return List.of();
        }
        return commands.stream()
                .filter(command -> command.getAnnotation(Command.class).name().equals(first))
                .findFirst()
                .<List<Class<?>>>map(List::of)
                .orElseGet(() -> Stream.concat(commands.stream(), Stream.of(GenerateCompletion.class))
                        .toList());
    }

    private static int report(Exception failure, CommandLine command, ParseResult parsed) {
        command.getErr()
                .println(
                        "edict %s: %s".formatted(command.getCommandName(), TerminalText.of(FailureReason.of(failure))));
        if (failure instanceof InvalidArguments) {
            command.getErr()
                    .println("'%s --help' lists the options"
                            .formatted(command.getCommandSpec().qualifiedName()));
            return ExitCode.NOT_UNDERSTOOD;
        }
        return failure instanceof InvalidFile ? ExitCode.NOT_UNDERSTOOD : ExitCode.COULD_NOT_RUN;
    }
}
