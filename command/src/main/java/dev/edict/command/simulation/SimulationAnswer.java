package dev.edict.command.simulation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.edict.command.api.simulation.Verdict;
import dev.edict.command.evaluation.CaseResult;
import dev.edict.command.policyset.SealedVersions.SealedVersion;
import dev.edict.decision.Decision;
import dev.edict.decision.Evaluation;
import dev.edict.decision.input.PolicyInput;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The response to a simulation: the contract's members (§1.3), and Edict's own from {@code verdict} on. */
public record SimulationAnswer(
        boolean dryRun,
        boolean wouldActivate,
        String policySetId,
        String versionId,
        String schemaVersion,
        String inputSchemaVersion,
        String manifestSha256,
        List<String> policies,
        List<String> warnings,
        Explanation explanation,
        @Nullable Result result,
        String verdict,
        @Nullable String simulationId,
        List<CaseResult> cases,
        List<SuiteResult> suites) {

    static SimulationAnswer of(
            SealedVersion version,
            List<String> policies,
            List<String> inputWarnings,
            List<String> archivedPolicies,
            Simulator.Run run,
            SuiteResults suites,
            @Nullable String simulationId) {
        var verdict = run.tally().plus(suites.tally()).verdict();
        var archived = archivedPolicies.stream().map(id -> "policy_archived:" + id);
        return new SimulationAnswer(
                true,
                verdict == Verdict.PASS && archivedPolicies.isEmpty(),
                version.policySetId(),
                version.versionId(),
                version.schemaVersion(),
                PolicyInput.SCHEMA_VERSION,
                version.manifestSha256(),
                policies,
                Stream.concat(inputWarnings.stream(), archived).toList(),
                Explanation.of(run.sample(), version),
                run.sample() instanceof Evaluation.Decided decided ? Result.of(decided.decision()) : null,
                verdict.name().toLowerCase(Locale.ROOT),
                simulationId,
                run.cases(),
                suites.suites());
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Explanation(
            String evaluation,
            @Nullable String decision,
            @Nullable String policySetVersionId,
            @Nullable String manifestSha256,
            String reason) {

        static Explanation of(@Nullable Evaluation sample, SealedVersion version) {
            if (sample instanceof Evaluation.Decided decided) {
                var decision = decided.decision();
                return new Explanation(
                        "executed",
                        decision.effect().word(),
                        version.versionId(),
                        version.manifestSha256(),
                        decision.reason().orElse("policy_allowed"));
            }
            var reason = sample instanceof Evaluation.NotExecuted not
                    ? not.reason()
                    : "the request contains no input to evaluate";
            return new Explanation("not_executed", null, null, null, reason);
        }
    }

    public record Result(
            String decision,
            List<Map<String, Object>> determiningPolicies,
            String evaluationStatus,
            List<Map<String, Object>> diagnostics) {

        static Result of(Decision decision) {
            return new Result(
                    decision.effect().word(), decision.determiningPolicies(), "complete", decision.diagnostics());
        }
    }
}
