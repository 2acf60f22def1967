package dev.edict.cli.zone;

import dev.edict.cli.api.ApiOptions;
import dev.edict.cli.api.ZoneOptions;
import dev.edict.cli.io.ExitCode;
import dev.edict.cli.io.InvalidArguments;
import dev.edict.cli.io.ProgramVersion;
import dev.edict.cli.io.StatusLine;
import dev.edict.cli.verification.VerificationText;
import dev.edict.cli.verification.VerificationWait;
import dev.edict.cli.verification.WaitOption;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code edict verify}: tells whether a change did what it should, as the last step of a pipeline. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        description = {
            "Verifies an activation, rollback or deactivation of a zone: is it in the log, was it announced, is it"
                    + " enforced everywhere, do canaries decide as expected, do gateways decide by it?"
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:verified, as far as it is verifiable",
            "1:failed, still pending, or not verifiable",
            "2:wrong arguments",
            "3:could not run"
        },
        footerHeading = "%nExample:%n",
        footer = "  edict verify --zone shop --wait 120s && echo enforced everywhere")
public final class Verify implements Callable<Integer> {

    private static final Pattern ACTIVATION = Pattern.compile("latest|[1-9][0-9]{0,17}");

    @Mixin
    private ApiOptions api = new ApiOptions();

    @Mixin
    private ZoneOptions zones = new ZoneOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(
            names = "--activation",
            paramLabel = "N",
            defaultValue = "latest",
            description = "the number of the change, default the latest")
    private String activation = "";

    @Mixin
    private WaitOption wait = new WaitOption();

    @Option(names = "--strict", description = "takes a check that is not verifiable for a failure")
    private boolean strict;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (!ACTIVATION.matcher(activation).matches()) {
            throw new InvalidArguments("--activation must be a number from 1, or latest");
        }
        var patience = wait.patience();
        var edict = api.client();
        var progress = new StatusLine(spec.commandLine().getErr());
        var verification =
                new VerificationWait(edict, progress).await(zones.zone(edict).id(), activation, patience);
        var text = new VerificationText(verification, strict);
        output.print(verification, spec.commandLine().getOut(), out -> text.print(out, output.colours()));
        return text.isVerified() ? ExitCode.DONE : ExitCode.DIFFERENT;
    }
}
