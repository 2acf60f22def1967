package dev.edict.cli.zone;

import dev.edict.cli.api.ApiClient;
import dev.edict.cli.api.ApiFailure;
import dev.edict.cli.api.ApiOptions;
import dev.edict.cli.api.ApiRequest;
import dev.edict.cli.api.ZoneOptions;
import dev.edict.cli.io.Confirmation;
import dev.edict.cli.io.ExitCode;
import dev.edict.cli.io.InvalidArguments;
import dev.edict.cli.io.Json;
import dev.edict.cli.io.ProgramVersion;
import dev.edict.cli.io.StatusLine;
import dev.edict.cli.io.Style;
import dev.edict.cli.io.Table;
import dev.edict.cli.io.TerminalText;
import dev.edict.cli.verification.VerificationText;
import dev.edict.cli.verification.VerificationWait;
import dev.edict.cli.verification.WaitOption;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code edict rollback}: goes back to a version that governed before, and tells whether it is enforced. */
@Command(
        name = "rollback",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        description = "Rolls a zone back to the version that governed before, or to an earlier one: shows what that"
                + " changes, asks, rolls back only what it showed, and verifies it.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:rolled back and verified, as far as it is verifiable; with --no-wait, rolled back",
            "1:not rolled back: declined, refused by the zone, or overtaken by another change; or not verified",
            "2:wrong arguments",
            "3:could not run"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  edict rollback --zone shop --reason 'refunds are denied'",
            "  edict rollback --zone shop --to 4 --reason 'incident 17' --yes"
        })
public final class Rollback implements Callable<Integer> {

    private static final Duration LONGEST_CHANGE = Duration.ofSeconds(20);
    private static final Set<Integer> OF_THE_ZONE = Set.of(409, 412);
    private static final int LONGEST_REASON = 1000;

    @Mixin
    private ApiOptions api = new ApiOptions();

    @Mixin
    private ZoneOptions zones = new ZoneOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private WaitOption wait = new WaitOption();

    @Option(
            names = "--to",
            paramLabel = "VERSION",
            description = "a version that governed before: its id, or its number in the governing set")
    private @Nullable String to;

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "why, for the timeline")
    private String reason = "";

    @Option(
            names = {"-y", "--yes"},
            description = "does not ask")
    private boolean yes;

    @Option(names = "--no-wait", description = "does not wait for the verification")
    private boolean noWait;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    private final Confirmation person;

    public Rollback() {
        this(Confirmation.TERMINAL);
    }

    Rollback(Confirmation person) {
        this.person = person;
    }

    @Override
    public Integer call() {
        if (reason.isBlank() || reason.length() > LONGEST_REASON) {
            throw new InvalidArguments("--reason must have 1 to 1000 characters");
        }
        var patience = wait.patience();
        var edict = api.client();
        var zone = zones.zone(edict);
        var plan = RollbackPlan.of(edict, zone, to).orElse(null);
        if (plan == null) {
            return refused(
                    to == null
                            ? "zone %s has no earlier version to go back to".formatted(zone.id())
                            : "version %s never governed zone %s: 'edict timeline' shows the changes"
                                    .formatted(to, zone.id()));
        }
        // beside the result, which a script may read
        show(
                plan,
                output.isJson()
                        ? spec.commandLine().getErr()
                        : spec.commandLine().getOut());
        return isWanted() ? rolledBack(edict, plan, patience) : refused("not confirmed: nothing was changed");
    }

    private void show(RollbackPlan plan, PrintWriter out) {
        var colours = output.colours();
        var table = new Table(colours)
                .row(
                        fact("zone"),
                        Table.cell("%s (%s)"
                                .formatted(plan.zone().name(), plan.zone().id())))
                .row(fact("governs"), Table.cell(plan.governing()))
                .row(fact("back to"), Table.cell(Style.STRONG, plan.target().words()));
        var delta = plan.target().delta();
        table.row(fact("access"), Table.cell(delta == null ? "changes not known" : delta));
        table.row(fact("reason"), Table.cell(reason)).print(out);
        out.flush();
    }

    private static Table.Cell fact(String name) {
        return Table.cell(Style.FAINT, name);
    }

    private boolean isWanted() {
        return yes
                || person.confirms("Roll back?")
                        .orElseThrow(() -> new InvalidArguments(
                                "no terminal to ask at: say --yes to roll back without a question"));
    }

    /** The state tag keeps a newer change from being rolled back; the key keeps this one from happening twice. */
    private int rolledBack(ApiClient edict, RollbackPlan plan, Duration patience) {
        var body = new LinkedHashMap<String, Object>();
        body.put("reason", reason);
        var target = plan.target().versionId();
        if (target != null) {
            body.put("version_id", target);
        }
        var request = ApiRequest.post(
                        ApiRequest.path("/v1/zones/%s/rollback", plan.zone().id()), body)
                .withIfMatch(plan.etag())
                .withIdempotencyKey("edict-cli-" + UUID.randomUUID())
                .heldFor(LONGEST_CHANGE);
        try {
            var answer = edict.send(request).bodyWith("version_id");
            return followed(edict, plan, answer, patience);
        } catch (ApiFailure failure) {
            if (!OF_THE_ZONE.contains(failure.status())) {
                throw failure;
            }
            return refused(
                    failure.code().equals("precondition_failed")
                            ? "another change of the zone came first: nothing was changed; look at 'edict status' and try again"
                            : String.valueOf(failure.getMessage()));
        }
    }

    private int followed(ApiClient edict, RollbackPlan plan, JsonNode answer, Duration patience) {
        var change = plan.activationSeq() + 1;
        var out = spec.commandLine().getOut();
        if (!output.isJson()) {
            out.println("rolled back to %s as change %d"
                    .formatted(TerminalText.of(answer.path("version_id").asString("")), change));
            out.println();
            out.flush();
        }
        if (noWait) {
            printJson(answer, change, null);
            return ExitCode.DONE;
        }
        var progress = new StatusLine(spec.commandLine().getErr());
        var verification =
                new VerificationWait(edict, progress).await(plan.zone().id(), String.valueOf(change), patience);
        var text = new VerificationText(verification, false);
        printJson(answer, change, verification);
        if (!output.isJson()) {
            text.print(out, output.colours());
        }
        return text.isVerified() ? ExitCode.DONE : ExitCode.DIFFERENT;
    }

    private void printJson(JsonNode answer, long change, @Nullable JsonNode verification) {
        if (output.isJson()) {
            var result = new LinkedHashMap<String, @Nullable Object>();
            result.put("rolled_back", true);
            result.put("activation_seq", change);
            result.put("version_id", answer.path("version_id"));
            result.put("rolled_back_from", answer.path("rolled_back_from"));
            result.put("verification", verification);
            spec.commandLine().getOut().println(Json.plain(result));
        }
    }

    private int refused(String why) {
        spec.commandLine().getErr().println("edict rollback: " + TerminalText.of(why));
        return ExitCode.DIFFERENT;
    }
}
