package dev.edict.cli.suite;

import dev.edict.cli.check.CheckReport;
import dev.edict.cli.folder.CaseFile;
import dev.edict.cli.folder.SuiteFile;
import dev.edict.cli.folder.ZoneFolder;
import dev.edict.cli.yaml.Place;
import dev.edict.command.evaluation.CaseExpectation;
import dev.edict.command.evaluation.CaseInput;
import dev.edict.command.evaluation.CaseResult;
import dev.edict.command.evaluation.Refusal;
import dev.edict.command.evaluation.SimulationCase;
import dev.edict.decision.EmbeddedDecisionEngine;
import dev.edict.decision.PolicyBundle;
import dev.edict.decision.PolicyDocument;
import dev.edict.decision.check.PolicyCheck;
import dev.edict.decision.input.PolicyInput;
import dev.edict.decision.language.PolicyLanguage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Checks the documents of a folder and evaluates its cases, as the server does before an activation. */
final class FolderEvaluation {

    /** Stands for the zone's id, which the folder does not know and no decision depends on. */
    private static final String ZONE_ID = "local";

    private final Path path;
    private final ZoneFolder folder;
    private final String filter;

    /** What is evaluated of one suite, or of the canaries. */
    private record Part(String kind, String name, String file, List<Asked> cases) {}

    private record Asked(Place place, SimulationCase asked) {}

    /**
     * An evaluation of a folder.
     *
     * @param filter only cases with this in the name of their suite or their own; an empty one for all
     */
    FolderEvaluation(Path path, ZoneFolder folder, String filter) {
        this.path = path;
        this.folder = folder;
        this.filter = filter.toLowerCase(Locale.ROOT);
    }

    /**
     * Checks and evaluates.
     *
     * @throws dev.edict.cli.io.InvalidFile with the place, if a zone would not take a case
     */
    TestReport report() {
        var parts = parts();
        var documents = folder.documents().values().stream()
                .map(document -> new PolicyDocument(shown(document.file()), document.content()))
                .toList();
        var checked = folder.settings()
                .names()
                .map(names -> PolicyCheck.bundle(documents, PolicyLanguage.LITERAL, names))
                .orElseGet(() -> PolicyCheck.bundle(documents, PolicyLanguage.LITERAL));
        var check = new CheckReport(documents.size(), checked.problems());
        var strict = Boolean.TRUE.equals(folder.settings().settings().get("strict"));
        var tested = check.errors() > 0 ? List.<TestedSuite>of() : evaluated(PolicyBundle.of(documents), parts);
        return new TestReport(folder.settings().zone(), documents, check, strict, tested);
    }

    private static List<TestedSuite> evaluated(PolicyBundle bundle, List<Part> parts) {
        return parts.stream()
                .map(part -> new TestedSuite(
                        part.kind(),
                        part.name(),
                        part.file(),
                        part.cases().stream().map(one -> evaluated(bundle, one)).toList()))
                .toList();
    }

    private static TestedCase evaluated(PolicyBundle bundle, Asked one) {
        var started = System.nanoTime();
        var input = PolicyInput.from(one.asked().input());
        var result = CaseResult.of(one.asked(), bundle.decide(input));
        var took = System.nanoTime() - started;
        var passed = result.outcome() == CaseResult.Outcome.PASSED;
        return new TestedCase(one.place(), result, passed ? null : bundle.explain(input), took);
    }

    private List<Part> parts() {
        var parts = new ArrayList<Part>();
        var suites =
                folder.suites() == null ? List.<SuiteFile>of() : folder.suites().values();
        for (var suite : suites) {
            var file = suite.source().place().file();
            parts.add(new Part(TestedSuite.SUITE, suite.name(), file, asked(suite.name(), suite.cases())));
        }
        if (folder.canaries() != null) {
            var canaries = asked(TestedSuite.CANARIES, folder.canaries().values());
            parts.add(new Part(TestedSuite.CANARIES, TestedSuite.CANARIES, shown(TestedSuite.CANARIES), canaries));
        }
        return parts.stream().filter(part -> !part.cases().isEmpty()).toList();
    }

    /** Every case is read, so that a filter hides none that the zone would not take. */
    private List<Asked> asked(String suite, Iterable<CaseFile> cases) {
        var read = new ArrayList<Asked>();
        for (var one : cases) {
            var asked = new Asked(one.source().place(), simulationCase(one));
            if ((suite + "\n" + one.name()).toLowerCase(Locale.ROOT).contains(filter)) {
                read.add(asked);
            }
        }
        return read;
    }

    private static SimulationCase simulationCase(CaseFile one) {
        Refusal refusal = (at, message) -> {
            throw one.source().placeOf(List.of(at.split("\\.", -1))).invalid("%s: %s", at, message);
        };
        CaseExpectation.require(one.expect(), one.expectReason(), EmbeddedDecisionEngine.NAME, refusal);
        var input = CaseInput.of(one.input(ZONE_ID), zoneId(one.input(ZONE_ID)), refusal);
        return new SimulationCase(
                one.name(), input.normal(), one.expect(), one.expectReason(), one.expectDiagnostics());
    }

    /** A case that names a zone is compared with the zone's id by the server. */
    private static String zoneId(Map<String, ?> input) {
        return input.get("principal") instanceof Map<?, ?> principal && principal.get("zone_id") instanceof String named
                ? named
                : ZONE_ID;
    }

    private String shown(String file) {
        return path.resolve(file).normalize().toString();
    }
}
