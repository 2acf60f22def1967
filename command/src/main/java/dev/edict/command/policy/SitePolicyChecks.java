package dev.edict.command.policy;

import static dev.edict.command.api.Rejection.Reason.INVALID_POLICY_BUNDLE;
import static dev.edict.command.api.Rejection.Reason.INVALID_POLICY_CONTRACT;
import static dev.edict.command.api.Rejection.Reason.INVALID_REGO;

import dev.edict.command.api.Rejection;
import dev.edict.command.api.SettingRefused;
import dev.edict.command.catalogue.ZoneCatalogues;
import dev.edict.decision.PolicyDocument;
import dev.edict.decision.catalogue.Catalogue;
import dev.edict.decision.check.PolicyCheck;
import dev.edict.decision.check.PolicyCheck.Report;
import dev.edict.decision.language.PolicyLanguage;
import dev.edict.decision.problem.ProblemCode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Checks texts in the policy language of this site, {@code edict.policy-language}: {@code literal} (default) or
 * {@code rego}.
 */
@Component
class SitePolicyChecks implements PolicyChecks {

    private final PolicyLanguage language;
    private final ZoneCatalogues catalogues;

    SitePolicyChecks(Environment environment, ZoneCatalogues catalogues) {
        this.catalogues = catalogues;
        this.language = language(environment.getProperty("edict.policy-language", "literal"));
    }

    private static PolicyLanguage language(String name) {
        return Arrays.stream(PolicyLanguage.values())
                .filter(language -> language.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new SettingRefused("EDICT_POLICY_LANGUAGE", "must be literal or rego"));
    }

    Report document(String content) {
        return PolicyCheck.document(new PolicyDocument("", content), language);
    }

    /** Rejects a text that may not be stored. */
    void require(String content) {
        var report = document(content);
        if (report.hasErrors()) {
            throw INVALID_REGO
                    .because("%s", report.firstViolation().orElseThrow())
                    .with("details", FoundProblem.of(report.problems()));
        }
    }

    @Override
    public List<FoundProblem> problemsOf(String content) {
        return FoundProblem.of(document(content).problems());
    }

    @Override
    public Optional<String> refusalOf(String content) {
        var report = document(content);
        return report.hasErrors() ? report.firstViolation() : Optional.empty();
    }

    @Override
    public Verdict bundle(List<PolicyDocument> documents) {
        return verdict(documents, PolicyCheck.bundle(documents, language));
    }

    @Override
    public Verdict bundle(String zoneId, List<PolicyDocument> documents) {
        return bundle(documents, catalogues.find(zoneId).orElse(null));
    }

    @Override
    public Verdict bundle(List<PolicyDocument> documents, @Nullable Catalogue catalogue) {
        return catalogue == null
                ? bundle(documents)
                : verdict(documents, PolicyCheck.bundle(documents, language, catalogue));
    }

    @Override
    public List<FoundProblem> catalogueFindings(String zoneId, List<PolicyDocument> documents) {
        return bundle(zoneId, documents).problems().stream()
                .filter(problem -> ProblemCode.NEEDING_A_CATALOGUE.contains(problem.code()))
                .toList();
    }

    private Verdict verdict(List<PolicyDocument> documents, Report report) {
        var problems = FoundProblem.of(report.problems());
        var objection = report.hasErrors() ? objection(documents, report).with("details", problems) : null;
        var ifStrict = problems.stream().findFirst().map(problem -> INVALID_POLICY_BUNDLE
                .because("%s", problem.code())
                .with("strict", true)
                .with("details", problems));
        return new Verdict(objection, ifStrict.orElse(null), problems);
    }

    /** An imported text, or one stored under another policy language, may be invalid for a new version. */
    private Rejection objection(List<PolicyDocument> documents, Report together) {
        for (var document : documents) {
            var refusal = refusalOf(document.content());
            if (refusal.isPresent()) {
                return INVALID_POLICY_CONTRACT.because(
                        "policy version %s failed validation: %s", document.id(), refusal.get());
            }
        }
        return INVALID_POLICY_BUNDLE.because("%s", together.firstViolation().orElseThrow());
    }
}
