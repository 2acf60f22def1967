package dev.edict.cli.zone;

import dev.edict.cli.api.ApiOptions;
import dev.edict.cli.api.ApiRequest;
import dev.edict.cli.api.ZoneOptions;
import dev.edict.cli.io.ExitCode;
import dev.edict.cli.io.InvalidArguments;
import dev.edict.cli.io.ProgramVersion;
import dev.edict.cli.io.Style;
import dev.edict.cli.io.TerminalText;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code edict doctor}: tells why a zone does not do what it should, and what to do about it. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        description = {
            "Looks for the causes of three symptoms: an activation changes no decision, a simulation differs from a"
                    + " recorded decision (with --event or --request), requests are denied unexpectedly. What the"
                    + " policies deny on purpose is listed too."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:every part of the installation does what it should",
            "1:a fault was found",
            "2:wrong arguments",
            "3:could not run"
        },
        footerHeading = "%nExample:%n",
        footer = "  edict doctor --zone shop --request 0199f0c2-7b0e-7c4e-9d2a-5a1f6a1c0b3d")
public final class Doctor implements Callable<Integer> {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.\\-:]{1,128}");
    private static final String FAULT = "fault";
    private static final Duration LONGEST_ANALYSIS = Duration.ofSeconds(20);

    @Mixin
    private ApiOptions api = new ApiOptions();

    @Mixin
    private ZoneOptions zones = new ZoneOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(names = "--event", paramLabel = "ID", description = "compares this recorded decision with a simulation")
    private @Nullable String event;

    @Option(names = "--request", paramLabel = "ID", description = "compares the decision about this request")
    private @Nullable String request;

    @Option(names = "--canary", paramLabel = "NAME", description = "compares with the input of this canary")
    private @Nullable String canary;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        var edict = api.client();
        var parameters = parameters();
        var path = ApiRequest.path("/v1/zones/%s/diagnosis", zones.zone(edict).id()) + parameters;
        var diagnosis =
                edict.send(ApiRequest.get(path).heldFor(LONGEST_ANALYSIS)).bodyWith("symptoms");
        output.print(diagnosis, spec.commandLine().getOut(), out -> print(diagnosis, out));
        return isHealthy(diagnosis) ? ExitCode.DONE : ExitCode.DIFFERENT;
    }

    private String parameters() {
        var path = new StringBuilder();
        append(path, "event", event);
        append(path, "request", request);
        append(path, "canary", canary);
        return path.toString();
    }

    private String id(String option, String value) {
        if (!ID.matcher(value).matches()) {
            throw new InvalidArguments(option + " must have 1 to 128 characters of A-Z a-z 0-9 _ . - :");
        }
        return value;
    }

    private void append(StringBuilder path, String parameter, @Nullable String value) {
        if (value != null) {
            path.append(path.indexOf("?") < 0 ? '?' : '&').append(parameter).append('=');
            path.append(id("--" + parameter, value));
        }
    }

    private static boolean isHealthy(JsonNode diagnosis) {
        return diagnosis
                .path("symptoms")
                .valueStream()
                .flatMap(symptom -> symptom.path("causes").valueStream())
                .noneMatch(cause -> cause.path("category").asString("").equals(FAULT));
    }

    private void print(JsonNode diagnosis, PrintWriter out) {
        var colours = output.colours();
        for (var symptom : diagnosis.path("symptoms")) {
            var causes = symptom.path("causes");
            out.println(colours.paint(Style.STRONG, text(symptom, "symptom").replace('_', ' '))
                    + (causes.isEmpty() ? ": no cause found" : ":"));
            for (var cause : causes) {
                out.println("  %s (%s): %s"
                        .formatted(
                                colours.paint(style(cause), text(cause, "cause")),
                                TerminalText.of(text(cause, "category")),
                                TerminalText.of(text(cause, "sentence"))));
                out.println(TerminalText.of("      " + text(cause, "remedy")));
            }
        }
        for (var member : diagnosis.path("comparison").path("members")) {
            if (!text(member, "differs").equals("no")) {
                out.println(TerminalText.shortened("  %s: simulated %s, live %s"
                        .formatted(text(member, "member"), member.path("simulated"), live(member))));
            }
        }
    }

    private static Style style(JsonNode cause) {
        return text(cause, "category").equals(FAULT) ? Style.BAD : Style.WARNING;
    }

    private static String live(JsonNode member) {
        return text(member, "differs").equals("not_recorded")
                ? "not recorded"
                : member.path("live").toString();
    }

    private static String text(JsonNode object, String member) {
        return object.path(member).asString("");
    }
}
