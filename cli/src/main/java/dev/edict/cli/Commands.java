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
import dev.edict.cli.zone.Rollback;
import dev.edict.cli.zone.Status;
import dev.edict.cli.zone.Timeline;
import dev.edict.cli.zone.Verify;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** The commands that ask a running Edict or need none, and the behaviour of the whole command line. */
public final class Commands {

    private Commands() {}

    /**
     * A command line with these commands below a root.
     *
     * @param root may have subcommands of its own
     */
    public static CommandLine of(Object root) {
        return configured(new CommandLine(root)
                .addSubcommand(new Init())
                .addSubcommand(new Pull())
                .addSubcommand(new TestFolder())
                .addSubcommand(new MakePlan())
                .addSubcommand(new ApplyPlan())
                .addSubcommand(new Status())
                .addSubcommand(new Timeline())
                .addSubcommand(new Rollback())
                .addSubcommand(new Verify())
                .addSubcommand(new Doctor())
                .addSubcommand(new Check())
                .addSubcommand(new Decide()));
    }

    /** Gives a command line, with all its commands, the behaviour that they share. */
    static CommandLine configured(CommandLine commands) {
        return commands.setCaseInsensitiveEnumValuesAllowed(true)
                // a file may be named @x, which picocli would expand to the arguments in x
                .setExpandAtFiles(false)
                .setExecutionExceptionHandler(Commands::report);
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
