package dev.edict.cli.zone;

import dev.edict.cli.api.ApiClient;
import dev.edict.cli.api.ApiOptions;
import dev.edict.cli.api.ApiRequest;
import dev.edict.cli.api.ZoneOptions;
import dev.edict.cli.io.ExitCode;
import dev.edict.cli.io.FailureReason;
import dev.edict.cli.io.OutputFile;
import dev.edict.cli.io.ProgramVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code edict report}: gets the compliance report of a zone for a period. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        description =
                "Gets the compliance report of a zone for a period: what governed when, every change, exceptions, token"
                        + " holders, decisions by outcome, and which events it considered. The same period always has"
                        + " the same report.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:written", "2:wrong arguments", "3:could not run"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  edict report --zone shop --from 2026-01-01 --to 2027-01-01 --output shop-2026.html",
            "  edict report --zone shop --from 2026-01-01 --to 2026-02-01 --format csv"
        })
public final class Report implements Callable<Integer> {

    private static final Duration LONGEST_REPORT = Duration.ofMinutes(5);
    private static final String DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}";

    private enum Format {
        HTML,
        JSON,
        CSV
    }

    @Mixin
    private ApiOptions api = new ApiOptions();

    @Mixin
    private ZoneOptions zones = new ZoneOptions();

    @Option(
            names = "--from",
            required = true,
            paramLabel = "TIME",
            description = "beginning of the period, inclusive: a day in UTC or an RFC 3339 instant")
    private String from = "";

    @Option(names = "--to", required = true, paramLabel = "TIME", description = "end of the period, exclusive")
    private String to = "";

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "html",
            description = "html (the default), json, or csv with one row a change")
    private Format format = Format.HTML;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "writes into this file instead of standard output")
    private @Nullable Path output;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        var edict = api.client();
        var path = ApiRequest.path(
                "/v1/zones/%s/report?from=%s&to=%s&format=%s",
                zones.zone(edict).id(),
                instant(from),
                instant(to),
                format.name().toLowerCase(Locale.ROOT));
        var request = ApiRequest.get(path).heldFor(LONGEST_REPORT);
        if (output == null) {
            print(edict, request);
        } else {
            OutputFile.write(output, unfinished -> edict.download(request, unfinished));
        }
        return ExitCode.DONE;
    }

    private static String instant(String time) {
        return time.matches(DATE) ? time + "T00:00:00Z" : time;
    }

    /** By way of a file, so that nothing is printed of a report that could not be read to its end. */
    private void print(ApiClient edict, ApiRequest request) {
        try {
            var file = Files.createTempFile("edict-report-", ".tmp");
            try {
                edict.download(request, file);
                try (var report = Files.newBufferedReader(file)) {
                    report.transferTo(spec.commandLine().getOut());
                }
                spec.commandLine().getOut().flush();
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(FailureReason.of(e), e);
        }
    }
}
