package dev.edict.app.cli;

import dev.edict.audit.store.DecisionDeadLetters;
import dev.edict.audit.store.DecisionDeadLetters.Listed;
import dev.edict.cli.io.ExitCode;
import dev.edict.cli.io.Json;
import dev.edict.cli.io.ProgramVersion;
import dev.edict.cli.io.TerminalText;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code edict dead-letters decisions}: lists decisions that could not be stored; {@code … replay}. */
@Command(
        name = "decisions",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        description = "Lists what decision points sent and could not be stored, the newest first.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:there are none", "1:there are some", "2:wrong arguments", "3:could not run"})
final class DecisionLetters implements Callable<Integer> {

    enum Format {
        TEXT,
        JSON
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(names = "--limit", paramLabel = "N", description = "1 to 100 (the default)")
    private int limit = DecisionDeadLetters.MOST;

    @Option(names = "--format", paramLabel = "FORMAT", description = "text (the default) or json")
    private Format format = Format.TEXT;

    @Override
    public Integer call() {
        if (limit < 1 || limit > DecisionDeadLetters.MOST) {
            throw new ParameterException(
                    spec.commandLine(), "--limit is from 1 to %d".formatted(DecisionDeadLetters.MOST));
        }
        try (var context = DatabaseContext.ofTheDecisions()) {
            var letters = context.bean(DecisionDeadLetters.class);
            var count = letters.count();
            print(letters.newest(limit), count);
            return count == 0 ? ExitCode.DONE : ExitCode.DIFFERENT;
        }
    }

    private void print(List<Listed> newest, long count) {
        var out = spec.commandLine().getOut();
        if (format == Format.JSON) {
            out.println(Json.snakeCase(Map.of("items", newest, "count", count)));
            return;
        }
        newest.forEach(letter -> out.println(TerminalText.of(line(letter))));
        out.println(
                count == 0
                        ? "there are no dead letters of decisions"
                        : "%d of %d dead letters of decisions".formatted(newest.size(), count));
    }

    private static String line(Listed letter) {
        return "%d %s %s %s%s, zone %s, %s, %d bytes: %s"
                .formatted(
                        letter.id(),
                        letter.source(),
                        letter.sourceId(),
                        letter.reason(),
                        letter.replayable() ? " (can be replayed)" : "",
                        letter.zoneId() == null ? "unknown" : letter.zoneId(),
                        letter.receivedAt(),
                        letter.length(),
                        letter.detail());
    }

    @Command(
            name = "replay",
            mixinStandardHelpOptions = true,
            description = "Stores those that can be stored now, each once, and removes them from the dead letters.",
            exitCodeListHeading = "Exit codes:%n",
            exitCodeList = {"0:there are none any more", "1:some are left", "2:wrong arguments", "3:could not run"})
    int replay(
            @Option(
                            names = "--id",
                            paramLabel = "N",
                            arity = "1..*",
                            description = "the number of one to replay; without it all are")
                    List<Long> ids) {
        PrintWriter out = spec.commandLine().getOut();
        try (var context = DatabaseContext.ofTheDecisions()) {
            var done = context.bean(DecisionDeadLetters.class).replay(ids == null ? List.of() : ids);
            out.println("scanned %d, replayed %d, left %d".formatted(done.scanned(), done.replayed(), done.left()));
            return done.left() == 0 ? ExitCode.DONE : ExitCode.DIFFERENT;
        }
    }
}
