package dev.edict.app.cli;

import dev.edict.cli.io.ExitCode;
import dev.edict.cli.io.ProgramVersion;
import dev.edict.projector.rebuild.ViewRebuild;
import dev.edict.projector.rebuild.ViewRebuild.View;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code edict rebuild VIEW}. */
@Command(
        name = "rebuild",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        description = {
            "Rebuilds views from the log, beside the live ones, and compares the two.",
            "Commands and reads continue meanwhile."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:equal to the log, or swapped",
            "1:different from the log, and not swapped",
            "2:wrong arguments",
            "3:could not run; the live views are untouched"
        })
final class Rebuild implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "VIEW", description = "${COMPLETION-CANDIDATES}")
    @SuppressWarnings("NullAway.Init")
    private View view;

    @Option(names = "--swap", description = "replace the live tables with the rebuilt ones")
    private boolean swap;

    @Override
    public Integer call() {
        var report = new RebuildReport(spec.commandLine().getOut(), Ansi.AUTO.enabled());
        try (var context = DatabaseContext.ofTheViews()) {
            var outcome = context.bean(ViewRebuild.class).run(view, swap, report);
            report.ended(outcome);
            var fine = outcome.comparison().equal() || outcome.swappedAt().isPresent();
            return fine ? ExitCode.DONE : ExitCode.DIFFERENT;
        }
    }
}
