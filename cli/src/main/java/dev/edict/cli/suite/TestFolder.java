package dev.edict.cli.suite;

import dev.edict.cli.folder.ZoneFolder;
import dev.edict.cli.io.ExitCode;
import dev.edict.cli.io.FailureReason;
import dev.edict.cli.io.InvalidArguments;
import dev.edict.cli.io.Json;
import dev.edict.cli.io.OutputFile;
import dev.edict.cli.io.ProgramVersion;
import dev.edict.cli.io.TerminalText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code edict test [FOLDER]}: checks the documents of a folder and evaluates its cases, without a server. */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        description = "Checks the documents of a zone's folder, and evaluates its suites and canaries.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:every case passed, or there is none",
            "1:a case did not pass, or the documents have errors; in a strict zone, or warnings",
            "2:wrong arguments, or a file that is no part of a zone",
            "3:a file could not be read or written"
        },
        footerHeading = "%nExample:%n",
        footer = "  edict test payments --junit target/edict.xml")
public final class TestFolder implements Callable<Integer> {

    private static final String CLEARED = "\u001b[H\u001b[2J";

    enum Format {
        TEXT,
        JSON
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(
            paramLabel = "FOLDER",
            arity = "0..1",
            defaultValue = ".",
            description = "the folder of the zone; default the current one")
    private String folder = "";

    @Option(names = "--format", paramLabel = "FORMAT", description = "text (the default) or json")
    private Format format = Format.TEXT;

    @Option(names = "--junit", paramLabel = "FILE", description = "write JUnit XML to this file too")
    private @Nullable Path junit;

    @Option(
            names = "--filter",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "only cases with this text in their name or that of their suite, in any case")
    private String filter = "";

    @Option(names = "--watch", description = "test again after every change, until Ctrl-C")
    private boolean watch;

    @Override
    public Integer call() throws IOException {
        return watch ? watched(Path.of(folder)) : tested(Path.of(folder));
    }

    private int watched(Path path) throws IOException {
        try (var changes = new FolderWatch(path)) {
            while (true) {
                changes.begin();
                attempt(path);
                err().println("edict test: waiting for changes of %s; Ctrl-C ends"
                        .formatted(TerminalText.of(path.toString())));
                err().flush();
                changes.await();
                clear();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.DONE;
        }
    }

    /** A file may be half written, or wrong for the moment. */
    private void attempt(Path path) {
        try {
            tested(path);
        } catch (RuntimeException e) {
            err().println("edict test: " + TerminalText.of(FailureReason.of(e)));
        }
    }

    /** Only where a person looks: a log keeps what was before. */
    private void clear() {
        if (format == Format.TEXT && Ansi.AUTO.enabled()) {
            spec.commandLine().getOut().print(CLEARED);
        }
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }

    private int tested(Path path) {
        var report = new FolderEvaluation(path, ZoneFolder.read(path), filter).report();
        if (report.isEvaluated() && report.suites().isEmpty() && !filter.isEmpty()) {
            throw new InvalidArguments("--filter: no case has %s in its name".formatted(filter));
        }
        print(report);
        if (junit != null) {
            OutputFile.write(junit, JUnitXml.of(report));
        }
        return report.passed() ? ExitCode.DONE : ExitCode.DIFFERENT;
    }

    private void print(TestReport report) {
        var out = spec.commandLine().getOut();
        switch (format) {
            case TEXT -> new TestText(out).print(report);
            case JSON -> out.println(Json.snakeCase(TestJson.of(report)));
        }
        out.flush();
    }
}
