package dev.edict.app.cli;

import dev.edict.cli.io.ExitCode;
import dev.edict.cli.io.ProgramVersion;
import dev.edict.cli.io.TerminalText;
import dev.edict.projector.StalledZones;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code edict dead-letters}: lists the zones whose timeline is stalled; {@code edict dead-letters replay};
 * {@code edict dead-letters decisions}.
 */
@Command(
        name = "dead-letters",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        subcommands = DecisionLetters.class,
        description = "Lists the zones whose timeline is stalled at an event that could not be handled.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:no zone is stalled", "1:some zones are stalled", "2:wrong arguments", "3:could not run"})
final class DeadLetters implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        try (var context = DatabaseContext.ofTheViews()) {
            return list(context.bean(StalledZones.class), spec.commandLine().getOut());
        }
    }

    @Command(
            name = "replay",
            mixinStandardHelpOptions = true,
            description = "Handles the dead letters again, zone by zone and in order.",
            exitCodeListHeading = "Exit codes:%n",
            exitCodeList = {
                "0:no zone is stalled any more",
                "1:some zones still are",
                "2:wrong arguments",
                "3:could not run"
            })
    int replay() {
        var out = spec.commandLine().getOut();
        try (var context = DatabaseContext.ofTheViews()) {
            var stalledZones = context.bean(StalledZones.class);
            var drained = stalledZones.replay();
            out.println("%s on again".formatted(drained == 1 ? "1 zone goes" : drained + " zones go"));
            return list(stalledZones, out);
        }
    }

    private static int list(StalledZones stalledZones, PrintWriter out) {
        var zones = stalledZones.list();
        for (var zone : zones) {
            out.println(TerminalText.of("zone %s stands still at event %d (%s), %d wait: %s"
                    .formatted(zone.zoneId(), zone.position(), zone.eventType(), zone.waiting(), zone.cause())));
        }
        if (zones.isEmpty()) {
            out.println("no zone stands still");
        }
        return zones.isEmpty() ? ExitCode.DONE : ExitCode.DIFFERENT;
    }
}
