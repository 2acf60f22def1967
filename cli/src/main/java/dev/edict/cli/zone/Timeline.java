package dev.edict.cli.zone;

import static dev.edict.cli.zone.ZoneStatus.text;

import dev.edict.cli.api.ApiOptions;
import dev.edict.cli.api.ZoneOptions;
import dev.edict.cli.io.ExitCode;
import dev.edict.cli.io.InvalidArguments;
import dev.edict.cli.io.Json;
import dev.edict.cli.io.ProgramVersion;
import dev.edict.cli.io.Style;
import dev.edict.cli.io.TerminalText;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code edict timeline}: shows what happened in a zone, and with {@code -f} what happens from now on. */
@Command(
        name = "timeline",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        description =
                "Shows the newest events of a zone, the oldest first: when, who, what, and why. With -f it goes on"
                        + " with what happens, also after a restart of Edict, until Ctrl-C.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:shown; with -f, ended by Ctrl-C", "2:wrong arguments", "3:could not run"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  edict timeline --zone shop --limit 50",
            "  edict timeline --zone shop -f --format json | jq -r .summary"
        })
public final class Timeline implements Callable<Integer> {

    private static final Duration PACE = Duration.ofSeconds(1);

    @Mixin
    private ApiOptions api = new ApiOptions();

    @Mixin
    private ZoneOptions zones = new ZoneOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(
            names = {"-f", "--follow"},
            description = "goes on with new events")
    private boolean follow;

    @Option(
            names = {"-n", "--limit"},
            paramLabel = "N",
            defaultValue = "20",
            description = "how many of the newest events, 0 to 10000, default ${DEFAULT-VALUE}")
    private int limit;

    @Option(names = "--utc", description = "times in UTC instead of the local time zone")
    private boolean utc;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (limit < 0 || limit > TimelineFeed.MOST) {
            throw new InvalidArguments("--limit must be 0 to " + TimelineFeed.MOST);
        }
        var edict = api.client();
        var feed = new TimelineFeed(edict, zones.zone(edict).id());
        print(feed.newest(limit));
        if (follow) {
            EndOnSignal.during(spec.commandLine().getOut(), () -> new TimelineFollower(
                            feed, this::print, spec.commandLine().getErr(), PACE)
                    .follow());
        }
        return ExitCode.DONE;
    }

    /** Ends the program's thread when the reader of a pipe has gone. */
    private void print(List<JsonNode> entries) {
        var out = spec.commandLine().getOut();
        var moments = new Moments(utc);
        entries.forEach(entry -> out.println(output.isJson() ? Json.plain(entry) : line(entry, moments)));
        if (out.checkError()) {
            Thread.currentThread().interrupt();
        }
    }

    private String line(JsonNode entry, Moments moments) {
        var person = text(entry, "on_behalf_of");
        var reason = text(entry, "reason");
        return "%s  %s  %s%s"
                .formatted(
                        output.colours().paint(Style.FAINT, moments.at(text(entry, "occurred_at"))),
                        TerminalText.shortened(text(entry, "actor") + (person.isEmpty() ? "" : " for " + person)),
                        TerminalText.shortened(text(entry, "summary")),
                        reason.isEmpty()
                                ? ""
                                : output.colours().paint(Style.FAINT, " (" + TerminalText.shortened(reason) + ")"));
    }
}
