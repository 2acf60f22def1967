package dev.edict.cli.zone;

import dev.edict.cli.api.ApiClient;
import dev.edict.cli.api.ApiOptions;
import dev.edict.cli.api.ZoneOptions;
import dev.edict.cli.io.ExitCode;
import dev.edict.cli.io.ProgramVersion;
import dev.edict.cli.io.TerminalText;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code edict verify --zone ZONE}: tells whether a change did what it should, as the last step of a pipeline. */
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
        })
public final class Verify implements Callable<Integer> {

    private static final Pattern ZONE = Pattern.compile("[A-Za-z0-9_.\\-:]{1,128}");
    private static final Pattern ACTIVATION = Pattern.compile("latest|[1-9][0-9]{0,17}");
    private static final Pattern WAIT = Pattern.compile("[0-9]{1,3}s");
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(30);
    private static final String PASSED = "passed";
    private static final String PENDING = "pending";
    private static final String NOT_VERIFIABLE = "not_verifiable";

    /** Without these nothing is known about the change. */
    private static final Set<String> NECESSARY = Set.of("activation", "invalidation", "policy_age");

    @Mixin
    private ApiOptions api = new ApiOptions();

    @Mixin
    private ZoneOptions options = new ZoneOptions();

    @Option(
            names = "--activation",
            paramLabel = "N",
            defaultValue = "latest",
            description = "the number of the change, default the latest")
    private String activation = "";

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "60s",
            description = "how long to wait for a verdict, 0s to 600s, default ${DEFAULT-VALUE}")
    private String wait = "";

    @Option(names = "--strict", description = "takes a check that is not verifiable for a failure")
    private boolean strict;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        require(ZONE, options.zone(), "--zone must be an id of a zone");
        require(ACTIVATION, activation, "--activation must be a number from 1, or latest");
        var patience = patience();
        var verification = awaited(api.client(), patience);
        options.print(verification, spec.commandLine().getOut(), this::print);
        return isVerified(verification) ? ExitCode.DONE : ExitCode.DIFFERENT;
    }

    private void require(Pattern form, String value, String otherwise) {
        if (!form.matcher(value).matches()) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }

    private Duration patience() {
        require(WAIT, wait, "--wait must be whole seconds, such as 60s");
        var patience = Duration.ofSeconds(Long.parseLong(wait.substring(0, wait.length() - 1)));
        if (patience.compareTo(LONGEST_WAIT) > 0) {
            throw new ParameterException(spec.commandLine(), "--wait must be at most 600s");
        }
        return patience;
    }

    /** Follows one change: the latest at the beginning, if none is named. */
    private JsonNode awaited(ApiClient client, Duration patience) {
        var until = System.nanoTime() + patience.toNanos();
        var asked = activation;
        while (true) {
            var left = Duration.ofNanos(Math.max(0, until - System.nanoTime()));
            var held = left.compareTo(LONGEST_REQUEST) > 0 ? LONGEST_REQUEST : left;
            var path = "/v1/zones/%s/activations/%s/verification?wait=%ds"
                    .formatted(options.zone(), asked, held.toSeconds());
            var verification = client.get(path, held);
            asked = verification.path("activation_seq").asString(asked);
            if (!verification.path("verdict").asString("").equals(PENDING) || left.toSeconds() == 0) {
                return verification;
            }
        }
    }

    private boolean isVerified(JsonNode verification) {
        var verdict = verification.path("verdict").asString("");
        return verdict.equals(PASSED) || (verdict.equals(NOT_VERIFIABLE) && !strict && isKnown(verification));
    }

    private static boolean isKnown(JsonNode verification) {
        return verification
                .path("checks")
                .valueStream()
                .filter(check -> NECESSARY.contains(check.path("check").asString("")))
                .allMatch(check -> check.path("state").asString("").equals(PASSED));
    }

    private void print(JsonNode verification, PrintWriter out) {
        out.println(TerminalText.of("Activation %s of zone %s (%s, %s): %s"
                .formatted(
                        verification.path("activation_seq").asString(),
                        verification.path("zone_id").asString(),
                        verification.path("change").asString("change"),
                        verification.path("version_id").asString("nothing governs"),
                        isVerified(verification) ? verdict(verification) : words(verification.path("verdict")))));
        out.println();
        for (var check : verification.path("checks")) {
            out.println(TerminalText.of("%-15s  %-14s  %s"
                    .formatted(
                            words(check.path("check")),
                            words(check.path("state")),
                            check.path("sentence").asString(""))));
        }
        var failing = verification.path("checks").path(3).path("evidence").path("failing");
        for (var canary : failing) {
            out.println(TerminalText.of("    %s on %s: expected %s, was %s"
                    .formatted(
                            canary.path("name").asString(),
                            canary.path("decision_point").asString(),
                            canary.path("expected").asString(),
                            canary.path("actual").asString("not decided"))));
        }
    }

    /** What is not verifiable is said beside a success. */
    private static String verdict(JsonNode verification) {
        var open = verification
                .path("checks")
                .valueStream()
                .filter(check -> check.path("state").asString("").equals(NOT_VERIFIABLE))
                .map(check -> words(check.path("check")))
                .toList();
        return open.isEmpty() ? "verified" : "verified, but for " + String.join(" and ", open);
    }

    private static String words(JsonNode code) {
        return code.asString("").replace('_', ' ');
    }
}
