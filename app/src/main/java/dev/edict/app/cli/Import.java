package dev.edict.app.cli;

import dev.edict.cli.io.ExitCode;
import dev.edict.cli.io.ProgramVersion;
import dev.edict.command.caracal.CaracalImport;
import dev.edict.command.caracal.ImportStopped;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code edict import}. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        description = {
            "Imports zones, policies, policy sets and active versions from a Caracal 1.0 database.",
            "Adds what is missing and overwrites nothing; after an interruption, run it again to continue."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:everything is imported",
            "1:something was skipped; the report says why",
            "2:wrong arguments",
            "3:could not run, or did not finish"
        })
final class Import implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--from",
            paramLabel = "URL",
            description = "postgres://[user[:password]@]host[:port]/database; or the variable EDICT_IMPORT_FROM[_FILE]")
    private @Nullable String from;

    @Option(
            names = "--schema",
            defaultValue = "public",
            description = "schema of its tables (default: ${DEFAULT-VALUE})")
    @SuppressWarnings("NullAway.Init")
    private String schema;

    @Option(names = "--dry-run", description = "only report what would be done")
    private boolean dryRun;

    @Override
    public Integer call() {
        var source = ExternalDatabaseOption.read(spec, "--from", from, "EDICT_IMPORT_FROM");
        var printed = new ImportReport(spec.commandLine().getOut(), Ansi.AUTO.enabled());
        try (var context = DatabaseContext.ofTheCommands()) {
            var report = context.bean(CaracalImport.class).run(source, schema, dryRun, printed);
            printed.ended(report, dryRun);
            return report.skipped().isEmpty() ? ExitCode.DONE : ExitCode.DIFFERENT;
        } catch (ImportStopped e) {
            printed.stopped(e.report(), dryRun);
            throw e.failure();
        }
    }
}
