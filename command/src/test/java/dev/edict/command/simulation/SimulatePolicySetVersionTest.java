package dev.edict.command.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.command.Refused;
import dev.edict.command.api.Rejection;
import dev.edict.command.api.simulation.PolicySetVersionSimulated;
import dev.edict.command.api.simulation.SimulatePolicySetVersion;
import dev.edict.command.api.simulation.Tally;
import dev.edict.command.api.simulation.Verdict;
import dev.edict.command.policyset.SealedVersions;
import dev.edict.decision.PolicyDocument;
import java.util.List;
import java.util.Optional;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatePolicySetVersionTest {

    @Test
    void records_the_result_with_the_hash_of_the_report() {
        simulation()
                .givenNoPriorActivity()
                .when(simulated("sha-v1", new Tally(2, 0, 0)))
                .expectEvents(new PolicySetVersionSimulated(
                        "sim", "z1", "s1", "v1", "sha-v1", "embedded", 2, 0, 0, Verdict.PASS, "hash of sim {}"));
    }

    @Test
    void rejects_a_simulation_if_the_manifest_has_changed() {
        simulation()
                .givenNoPriorActivity()
                .when(simulated("another", new Tally(1, 0, 0)))
                .expectNoEvents()
                .expectException(Refused.as(Rejection.Reason.SIMULATION_OUTDATED));
    }

    @ParameterizedTest
    @CsvSource({
        "2, 0, 0, PASS",
        "0, 0, 0, NOT_EXECUTED",
        "2, 1, 0, FAIL",
        "2, 1, 1, FAIL",
        "2, 0, 1, NOT_EXECUTED",
        "0, 0, 3, NOT_EXECUTED"
    })
    void passes_only_if_a_case_was_executed_and_all_cases_passed(
            int passed, int failed, int notExecuted, Verdict verdict) {
        assertThat(new Tally(passed, failed, notExecuted).verdict()).isEqualTo(verdict);
    }

    private static SimulatePolicySetVersion simulated(String manifestSha256, Tally tally) {
        return new SimulatePolicySetVersion("sim", "z1", "s1", "v1", manifestSha256, "embedded", tally, "{}");
    }

    private static FixtureConfiguration<Simulation> simulation() {
        return new AggregateTestFixture<>(Simulation.class)
                .registerInjectableResource((Reports) (id, report) -> "hash of " + id + " " + report)
                .registerInjectableResource(new SealedVersions() {
                    @Override
                    public Optional<SealedVersion> find(String zoneId, String policySetId, String versionId) {
                        return Optional.of(new SealedVersion("v1", "s1", 1, "sha-v1", "2026-05-20"));
                    }

                    @Override
                    public Optional<SealedVersion> find(String zoneId, String versionId) {
                        return find(zoneId, "s1", versionId);
                    }

                    @Override
                    public List<String> archivedPolicies(String versionId) {
                        return List.of();
                    }

                    @Override
                    public List<PolicyDocument> documents(String versionId) {
                        return List.of();
                    }
                });
    }
}
