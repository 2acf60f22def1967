package dev.edict.command.policy;

import dev.edict.command.api.Rejection;
import dev.edict.decision.PolicyDocument;
import dev.edict.decision.catalogue.Catalogue;
import dev.edict.decision.problem.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks the texts of a bundle before it is sealed. */
public interface PolicyChecks {

    /** Checks whether these texts can be sealed together, without the names of a zone; takes time and needs no transaction. */
    Verdict bundle(List<PolicyDocument> documents);

    /** Also checks the names in the texts by the catalogue of the zone, if it has one. */
    Verdict bundle(String zoneId, List<PolicyDocument> documents);

    /** Also checks the names in the texts by this catalogue; null for none. */
    Verdict bundle(List<PolicyDocument> documents, @Nullable Catalogue catalogue);

    /** Of the warnings about the texts of a zone those that its catalogue gives rise to; none without one. */
    List<FoundProblem> catalogueFindings(String zoneId, List<PolicyDocument> documents);

    /** The problems of a text that is not stored, warnings included. */
    List<FoundProblem> problemsOf(String content);

    /** The error code with which a new text would be rejected; empty if it would be accepted. */
    Optional<String> refusalOf(String content);

    /**
     * The result of checking a bundle.
     *
     * @param objection the rejection because of errors; null for none
     * @param objectionIfStrict the rejection because of warnings, for a strict zone; null for none
     * @param problems all problems, including warnings
     */
    record Verdict(@Nullable Rejection objection, @Nullable Rejection objectionIfStrict, List<FoundProblem> problems) {}

    /**
     * A problem of a document, as responses show it.
     *
     * @param severity {@code error} or {@code warning}
     * @param policyVersionId the document's policy version; null for a document that is not stored
     */
    record FoundProblem(
            String code,
            String severity,
            @Nullable String policyVersionId,
            int line,
            int column,
            String message,
            @Nullable String path,
            String excerpt,
            String help) {

        /** The problems in this form, in the same order. */
        static List<FoundProblem> of(List<Problem> problems) {
            return problems.stream().map(FoundProblem::of).toList();
        }

        private static FoundProblem of(Problem problem) {
            return new FoundProblem(
                    problem.code(),
                    problem.severity().name().toLowerCase(Locale.ROOT),
                    problem.documentId().isEmpty() ? null : problem.documentId(),
                    problem.line(),
                    problem.column(),
                    problem.message(),
                    problem.path(),
                    problem.excerpt(),
                    problem.help());
        }
    }
}
