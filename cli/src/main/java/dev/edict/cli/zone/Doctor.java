package dev.edict.cli.zone;

import dev.edict.cli.api.ApiOptions;
import dev.edict.cli.api.ZoneOptions;
import dev.edict.cli.io.ExitCode;
import dev.edict.cli.io.ProgramVersion;
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
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code edict doctor --zone ZONE}: tells why a zone does not do what it should, and what to do about it. */
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
        })
public final class Doctor implements Callable<Integer> {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.\\-:]{1,128}");

    @Mixin
    private ApiOptions api = new ApiOptions();

    @Mixin
    private ZoneOptions options = new ZoneOptions();

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
        var path = new StringBuilder("/v1/zones/")
                .append(id("--zone", options.zone()))
                .append("/diagnosis");
        append(path, "event", event);
        append(path, "request", request);
        append(path, "canary", canary);
        var diagnosis = api.client().get(path.toString(), Duration.ofSeconds(20));
        options.print(diagnosis, spec.commandLine().getOut(), Doctor::print);
        return isHealthy(diagnosis) ? ExitCode.DONE : ExitCode.DIFFERENT;
    }

    private String id(String option, String value) {
        if (!ID.matcher(value).matches()) {
            throw new ParameterException(
                    spec.commandLine(), option + " must have 1 to 128 characters of A-Z a-z 0-9 _ . - :");
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
                .noneMatch(cause -> cause.path("category").asString("").equals("fault"));
    }

    private static void print(JsonNode diagnosis, PrintWriter out) {
        for (var symptom : diagnosis.path("symptoms")) {
            var causes = symptom.path("causes");
            out.println(TerminalText.of(text(symptom, "symptom").replace('_', ' '))
                    + (causes.isEmpty() ? ": no cause found" : ":"));
            for (var cause : causes) {
                out.println(TerminalText.of("  %s (%s): %s"
                        .formatted(text(cause, "cause"), text(cause, "category"), text(cause, "sentence"))));
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

    private static String live(JsonNode member) {
        return text(member, "differs").equals("not_recorded")
                ? "not recorded"
                : member.path("live").toString();
    }

    private static String text(JsonNode object, String member) {
        return object.path(member).asString("");
    }
}
