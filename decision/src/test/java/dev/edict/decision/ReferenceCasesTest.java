package dev.edict.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.decision.check.PolicyCheck;
import dev.edict.decision.language.PolicyLanguage;
import dev.edict.decision.oracle.Answers;
import dev.edict.decision.oracle.ReferenceCase;
import dev.edict.decision.problem.Severity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the contract's own rules answer, to one case of each kind, and what is refused here before it is decided on. */
class ReferenceCasesTest {

    private static final Map<String, String> REFUSED = Map.of(
            "01-ttl-seconds-20-digits", "wrong_shape",
            "06-claims-number-beyond-float64", "context.subject_claims.n: expected a number that a double can hold",
            "07-delegation-edge-without-id", "delegation_edge.id: expected a string",
            "07c-null-in-labels", "principal.labels[1]: expected a string",
            "08-app_ids-set", "wrong_shape",
            "08c-grant-application-null-workload", "wrong_shape",
            "10b-two-tiers-but-only-one-scope-requested", "scope_with_two_tiers",
            "11-conflicting-app_ids-workload", "duplicate_definition",
            "13-import-as-mint", "logic_not_allowed",
            "18b-10.0-and-1-defined-twice", "duplicate_definition");

    static Stream<ReferenceCase> cases() throws IOException {
        return ReferenceCase.all().stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void a_case_is_answered_alike_or_refused_by_name_and_never_allowed_otherwise(ReferenceCase asked) {
        var ours = Answers.Ours.to(asked.request(), PolicyBundle.of(asked.documents()));
        boolean alike = asked.isComplete() && ours.agreesWith(asked.answer());
        assertThat(alike || !ours.isAllow()).as("%s", ours).isTrue();

        var refusals = new ArrayList<>(errors(asked.documents()));
        if (ours.evaluation() == null) {
            refusals.add(ours.refusal());
        }
        if (REFUSED.containsKey(asked.name())) {
            assertThat(refusals).contains(REFUSED.get(asked.name()));
        }
        if (refusals.isEmpty()) {
            assertThat(alike).as("%s, and not %s", ours, asked.answer()).isEqualTo(asked.isComplete());
        }
    }

    private static List<String> errors(List<PolicyDocument> documents) {
        return PolicyCheck.bundle(documents, PolicyLanguage.LITERAL).problems().stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .map(problem -> problem.code())
                .toList();
    }
}
