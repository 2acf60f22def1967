package dev.edict.cli.check;

import dev.edict.cli.io.ExitCode;
import dev.edict.cli.io.Json;
import dev.edict.cli.io.ProgramVersion;
import dev.edict.cli.io.TextFiles;
import dev.edict.decision.PolicyDocument;
import dev.edict.decision.check.PolicyCheck;
import dev.edict.decision.language.PolicyLanguage;
import dev.edict.decision.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code edict check FILE...}: checks whether documents can be sealed, without a server. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        description = "Checks policy documents as one bundle: reports what is wrong, where, and how to fix it.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:no errors; with --strict, no warnings either",
            "1:errors, or with --strict warnings",
            "2:wrong arguments",
            "3:a file could not be read, or the configured OPA did not answer"
        })
public final class Check implements Callable<Integer> {

    enum Format {
        TEXT,
        JSON,
        SARIF
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "UTF-8, at most 1 MiB; - reads standard input")
    private List<String> files = new ArrayList<>();

    @Option(names = "--format", paramLabel = "FORMAT", description = "text (the default), json or sarif")
    private Format format = Format.TEXT;

    @Option(
            names = "--language",
            paramLabel = "LANGUAGE",
            description = "literal (the default): data only; rego: logic is reported but not evaluated; the OPA of"
                    + " EDICT_OPA_URL compiles it if that is set")
    private PolicyLanguage language = PolicyLanguage.LITERAL;

    @Option(names = "--alone", description = "check each document on its own, not as part of one bundle")
    private boolean alone;

    @Option(names = "--strict", description = "treat warnings as errors, as a zone with strict settings does")
    private boolean strict;

    @Override
    public Integer call() {
        TextFiles.requireOneStandardInput(files, spec.commandLine());
        if (!alone) {
            TextFiles.requireBundle(files, spec.commandLine());
        }
        var documents = TextFiles.documents(files);
        var problems = new ArrayList<Problem>();
        var opa = new OpaJudgement(spec.commandLine().getErr());
        for (var bundle : alone ? eachAlone(documents) : List.of(documents)) {
            var found = alone
                    ? PolicyCheck.document(bundle.get(0), language).problems()
                    : PolicyCheck.bundle(bundle, language).problems();
            problems.addAll(found);
            problems.addAll(opa.of(bundle, found));
        }
        var report = new CheckReport(files.size(), problems);
        print(report);
        boolean passes = report.errors() == 0 && !(strict && report.warnings() > 0);
        if (!passes) {
            return ExitCode.DIFFERENT;
        }
        return opa.isMissing() ? ExitCode.COULD_NOT_RUN : ExitCode.DONE;
    }

    private static List<List<PolicyDocument>> eachAlone(List<PolicyDocument> documents) {
        return documents.stream().map(List::of).toList();
    }

    private void print(CheckReport report) {
        var out = spec.commandLine().getOut();
        switch (format) {
            case TEXT -> new CheckText(out).print(report);
            case JSON -> out.println(Json.snakeCase(CheckJson.of(report)));
            case SARIF -> out.println(Json.plain(Sarif.of(report)));
        }
    }
}
