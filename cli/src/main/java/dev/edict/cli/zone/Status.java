package dev.edict.cli.zone;

import dev.edict.cli.api.ApiOptions;
import dev.edict.cli.api.ZoneOptions;
import dev.edict.cli.io.ExitCode;
import dev.edict.cli.io.Json;
import dev.edict.cli.io.ProgramVersion;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code edict status}: tells what governs a zone, and whether it is enforced everywhere. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        description =
                "Shows what governs a zone, since when and why, which decision points enforce it, whether the latest"
                        + " change is verified, and whether a change may be made now.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:healthy",
            "1:something is wrong: not enforced everywhere, overdue, failed verification, or not ready for a change",
            "2:wrong arguments",
            "3:could not run"
        },
        footerHeading = "%nExample:%n",
        footer = "  edict status --zone shop")
public final class Status implements Callable<Integer> {

    @Mixin
    private ApiOptions api = new ApiOptions();

    @Mixin
    private ZoneOptions zones = new ZoneOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(names = "--utc", description = "times in UTC instead of the local time zone")
    private boolean utc;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        var edict = api.client();
        var status = ZoneStatus.of(edict, zones.zone(edict));
        var out = spec.commandLine().getOut();
        if (output.isJson()) {
            out.println(Json.plain(status.json()));
        } else {
            new StatusText(status, output.colours(), new Moments(utc)).print(out);
        }
        return status.problems().isEmpty() ? ExitCode.DONE : ExitCode.DIFFERENT;
    }
}
