package dev.edict.cli.apply;

import dev.edict.cli.api.ApiClient;
import dev.edict.cli.api.ApiOptions;
import dev.edict.cli.folder.ZoneFolder;
import dev.edict.cli.io.Colours;
import dev.edict.cli.io.ExitCode;
import dev.edict.cli.io.InvalidArguments;
import dev.edict.cli.io.Json;
import dev.edict.cli.io.ProgramVersion;
import dev.edict.cli.io.StatusLine;
import dev.edict.cli.io.Style;
import dev.edict.cli.io.TerminalText;
import dev.edict.cli.plan.Places;
import dev.edict.cli.plan.Plan;
import dev.edict.cli.plan.PlanText;
import dev.edict.cli.plan.Planner;
import dev.edict.cli.verification.WaitOption;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code edict apply}: makes a zone what a folder or a plan says, and proves it. */
@Command(
        name = "apply",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        description = {
            "Makes a zone what a folder says, or what a plan of edict plan --out says: changes what is different,"
                    + " seals, simulates, activates and waits for the verification. A killed or failed command is run"
                    + " again: what was done is not done twice."
        },
        footerHeading = "%nExample:%n",
        footer = {"  edict apply --reason 'Refunds need a role' --rollback-on-failure"},
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:done and verified, or nothing to do",
            "1:blocked, changed by somebody else since the plan, or not verified",
            "2:wrong arguments, or a file is wrong",
            "3:could not run"
        })
public final class ApplyPlan implements Callable<Integer> {

    private static final int LONGEST_REASON = 1000;
    private static final int DIGITS = 12;

    private enum Format {
        TEXT,
        JSON
    }

    @Mixin
    private ApiOptions api = new ApiOptions();

    @Mixin
    private Colours colours = new Colours();

    @Mixin
    private WaitOption wait = new WaitOption();

    @Parameters(
            paramLabel = "FOLDER or PLAN",
            arity = "0..1",
            defaultValue = ".",
            description = "the folder of the zone, default the current one; or a plan of edict plan --out")
    private String source = "";

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "the zone by its slug or id, instead of that of edict.yaml")
    private @Nullable String zone;

    @Option(names = "--reason", paramLabel = "TEXT", description = "why, for the log; default the digest of the plan")
    private @Nullable String reason;

    @Option(
            names = "--rollback-on-failure",
            description = "goes back to what governed before if the verification fails, unless a newer change governs")
    private boolean rollbackOnFailure;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text (the default) or json")
    private Format format = Format.TEXT;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        var patience = wait.patience();
        requireReason();
        var edict = api.client();
        var plan = plan(edict);
        if (plan.isBlocked()) {
            err().println("edict apply: blocked, nothing was changed");
            return ExitCode.DIFFERENT;
        }
        try {
            var proven = new ProvenChange(edict, plan, patience, new StatusLine(err()));
            var outcome = proven.make(why(plan), this::tell, rollbackOnFailure);
            print(outcome);
            return outcome.isVerified() ? ExitCode.DONE : ExitCode.DIFFERENT;
        } catch (Conflict | Blocked stopped) {
            err().println("edict apply: " + TerminalText.of(String.valueOf(stopped.getMessage())));
            return ExitCode.DIFFERENT;
        }
    }

    /** From a folder, or from a file that {@code edict plan} wrote. */
    private Plan plan(ApiClient edict) {
        var path = Path.of(source);
        ZoneFolder folder = null;
        Plan plan;
        if (Files.isRegularFile(path)) {
            if (zone != null) {
                throw new InvalidArguments("--zone: a plan is for the zone that it was made for");
            }
            plan = Plan.read(source);
        } else {
            folder = ZoneFolder.read(path);
            plan = new Planner(edict)
                    .plan(folder, zone == null ? folder.settings().zone() : zone);
        }
        if (format == Format.TEXT) {
            new PlanText(colours, new Places(folder), out()).printBriefly(plan);
            out().print(plan.isEmpty() ? "" : System.lineSeparator());
            out().flush();
        }
        return plan;
    }

    private void requireReason() {
        if (reason != null && (reason.isBlank() || reason.length() > LONGEST_REASON)) {
            throw new InvalidArguments("--reason must have 1 to %d characters".formatted(LONGEST_REASON));
        }
    }

    private String why(Plan plan) {
        return reason == null ? "Plan " + plan.digest().substring(0, DIGITS) : reason;
    }

    private void tell(String done) {
        if (format == Format.TEXT) {
            out().println(colours.paint(Style.GOOD, "✓ ") + colours.paint(Style.PLAIN, done));
            out().flush();
        }
    }

    private void print(Outcome outcome) {
        if (format == Format.JSON) {
            out().println(Json.snakeCase(outcome));
            return;
        }
        outcome.print(out(), colours);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
