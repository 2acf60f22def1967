package dev.edict.command.policy;

import dev.edict.command.api.Rejection;
import dev.edict.decision.PolicyDocument;
import dev.edict.decision.problem.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks the texts of a bundle before it is sealed. */
public interface PolicyChecks {

    /** What speaks against sealing these texts together; the check takes time and needs no transaction. */
    Verdict bundle(List<PolicyDocument> documents);

    /** The code with which a text would be refused that is to be stored; empty if it would not. */
    Optional<String> refusalOf(String content);

    /**
     * What a check of a bundle came to.
     *
     * @param objection null if there is no error
     * @param objectionIfStrict to the warnings there are, in a zone that wants none; null if there is none
     * @param problems all of them, warnings included
     */
    record Verdict(@Nullable Rejection objection, @Nullable Rejection objectionIfStrict, List<FoundProblem> problems) {}

    /**
     * A problem of a document, as answers show it.
     *
     * @param severity {@code error} or {@code warning}
     * @param policyVersionId the document it is in; null for one that has not been stored
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

        /** As shown, in the same order. */
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
