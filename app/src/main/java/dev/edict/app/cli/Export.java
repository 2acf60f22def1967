package dev.edict.app.cli;

import dev.edict.cli.io.ExitCode;
import dev.edict.cli.io.ProgramVersion;
import dev.edict.cli.io.ProgressLine;
import dev.edict.cli.io.TerminalText;
import dev.edict.query.caracal.CaracalExport;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code edict export}. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        description = {
            "Writes policies, policy sets and active versions into a Caracal 1.0 database, in one transaction.",
            "Compares versions that exist there and never changes them."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:the target has everything",
            "1:the target is incompatible; nothing was written",
            "2:wrong arguments",
            "3:could not run; nothing was written, unless the connection was lost at the very end: run it again"
        })
final class Export implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--to",
            paramLabel = "URL",
            description = "postgres://[user[:password]@]host[:port]/database; or the variable EDICT_EXPORT_TO[_FILE]")
    private @Nullable String to;

    @Option(
            names = "--schema",
            defaultValue = "public",
            description = "schema of its tables (default: ${DEFAULT-VALUE})")
    @SuppressWarnings("NullAway.Init")
    private String schema;

    @Option(names = "--zone", paramLabel = "ID", description = "only this zone (default: all zones)")
    private @Nullable String zone;

    @Override
    public Integer call() {
        var target = ExternalDatabaseOption.read(spec, "--to", to, "EDICT_EXPORT_TO");
        var out = spec.commandLine().getOut();
        var progress = new ProgressLine(out, Ansi.AUTO.enabled(), "rows");
        try (var context = DatabaseContext.ofTheExport()) {
            var report = context.bean(CaracalExport.class).run(target, schema, zone, progress::at);
            progress.end();
            out.println(
                    String.format(Locale.ROOT, "%-20s %9s %9s %9s %9s", "", "here", "added", "changed", "as there"));
            report.tallies()
                    .forEach(tally -> out.println(String.format(
                            Locale.ROOT,
                            "%-20s %,9d %,9d %,9d %,9d",
                            tally.table(),
                            tally.here(),
                            tally.added(),
                            tally.changed(),
                            tally.here() - tally.added() - tally.changed())));
            report.obstacles().forEach(obstacle -> out.println("not written: " + TerminalText.of(obstacle)));
            return report.obstacles().isEmpty() ? ExitCode.DONE : ExitCode.DIFFERENT;
        }
    }
}
