package dev.edict.cli.decide;

import dev.edict.cli.io.ExitCode;
import dev.edict.cli.io.FailureReason;
import dev.edict.cli.io.InvalidFile;
import dev.edict.cli.io.Json;
import dev.edict.cli.io.ProgramVersion;
import dev.edict.cli.io.TerminalText;
import dev.edict.cli.io.TextFiles;
import dev.edict.decision.Decision.Effect;
import dev.edict.decision.Evaluation;
import dev.edict.decision.Evaluation.Decided;
import dev.edict.decision.Explanation;
import dev.edict.decision.PolicyBundle;
import dev.edict.decision.input.InvalidPolicyInput;
import dev.edict.decision.input.PolicyInput;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code edict decide --bundle FILE... --input FILE}: decides one request under a bundle, without a server. */
@Command(
        name = "decide",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        description = "Decides one request under the documents of a bundle.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:allow",
            "1:deny",
            "2:wrong arguments, or an invalid input",
            "3:not executed, or a file could not be read"
        })
public final class Decide implements Callable<Integer> {

    enum Format {
        TEXT,
        JSON
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--bundle",
            paramLabel = "FILE",
            arity = "1..*",
            required = true,
            description = "the bundle's documents: UTF-8, at most 1 MiB; - reads standard input")
    private List<String> bundle = new ArrayList<>();

    @Option(
            names = "--input",
            paramLabel = "FILE",
            required = true,
            description = "the request: the JSON that decision points send")
    private String input = "";

    @Option(names = "--explain", description = "print each evaluated gate and what it compared")
    private boolean explain;

    @Option(names = "--format", paramLabel = "FORMAT", description = "text (the default) or json")
    private Format format = Format.TEXT;

    @Override
    public Integer call() {
        var names = new ArrayList<>(bundle);
        names.add(input);
        TextFiles.requireOneStandardInput(names, spec.commandLine());
        TextFiles.requireBundle(bundle, spec.commandLine());
        var documents = PolicyBundle.of(TextFiles.documents(bundle));
        var request = request();
        var explanation = explain ? documents.explain(request) : null;
        var outcome = explanation == null ? documents.decide(request) : explanation.outcome();
        print(outcome, explanation);
        return exitCode(outcome);
    }

    private PolicyInput request() {
        var json = Json.object(input, TextFiles.text(input));
        try {
            return PolicyInput.from(json);
        } catch (InvalidPolicyInput e) {
            throw new InvalidFile(TerminalText.of(input) + ": " + TerminalText.shortened(FailureReason.of(e)));
        }
    }

    private void print(Evaluation outcome, @Nullable Explanation explanation) {
        var out = spec.commandLine().getOut();
        switch (format) {
            case TEXT -> new DecisionText(out).print(outcome, explanation);
            case JSON -> out.println(Json.snakeCase(DecisionJson.of(outcome, explanation)));
        }
    }

    private static int exitCode(Evaluation outcome) {
        if (outcome instanceof Decided decided) {
            return decided.decision().effect() == Effect.ALLOW ? ExitCode.DONE : ExitCode.DIFFERENT;
        }
        return ExitCode.COULD_NOT_RUN;
    }
}
