package dev.edict.command.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.command.Refused;
import dev.edict.command.api.Rejection;
import dev.edict.command.api.simulation.PolicySetVersionSimulated;
import dev.edict.command.api.simulation.SimulatePolicySetVersion;
import dev.edict.command.api.simulation.SimulatedSuite;
import dev.edict.command.api.simulation.SimulationBasis;
import dev.edict.command.api.simulation.Tally;
import dev.edict.command.api.simulation.Verdict;
import dev.edict.command.policyset.SealedVersions;
import dev.edict.command.suite.SuitesInForce;
import dev.edict.decision.PolicyDocument;
import java.util.List;
import java.util.Optional;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatePolicySetVersionTest {

    private static final List<SimulatedSuite> SUITES = List.of(new SimulatedSuite("tellers", 3, "sha-tellers"));
    private static final SimulationBasis NO_SUITES = new SimulationBasis(List.of(), false, 0, 4, "contract");

    @Test
    void records_the_result_with_the_hash_of_the_report() {
        simulation()
                .givenNoPriorActivity()
                .when(simulated("sha-v1", new Tally(2, 0, 0), NO_SUITES))
                .expectEvents(passed(List.of(), null));
    }

    @Test
    void records_the_suites_that_were_run_and_their_version_only_if_they_are_all() {
        simulation()
                .givenNoPriorActivity()
                .when(simulated("sha-v1", new Tally(2, 0, 0), basis(true, 7, 4)))
                .expectEvents(passed(SUITES, 7L));
        simulation()
                .givenNoPriorActivity()
                .when(simulated("sha-v1", new Tally(2, 0, 0), basis(false, 7, 4)))
                .expectEvents(passed(SUITES, null));
    }

    @Test
    void rejects_a_simulation_if_the_suites_changed_while_they_ran() {
        for (var complete : List.of(true, false)) {
            simulation()
                    .givenNoPriorActivity()
                    .when(simulated("sha-v1", new Tally(1, 0, 0), basis(complete, 6, 4)))
                    .expectNoEvents()
                    .expectException(Refused.as(Rejection.Reason.SIMULATION_OUTDATED));
        }
    }

    @Test
    void rejects_a_simulation_if_the_catalogue_changed_while_it_ran() {
        simulation()
                .givenNoPriorActivity()
                .when(simulated("sha-v1", new Tally(1, 0, 0), basis(true, 7, 3)))
                .expectNoEvents()
                .expectException(Refused.as(Rejection.Reason.SIMULATION_OUTDATED));
    }

    @Test
    void rejects_a_simulation_if_the_manifest_has_changed() {
        simulation()
                .givenNoPriorActivity()
                .when(simulated("another", new Tally(1, 0, 0), NO_SUITES))
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

    private static SimulationBasis basis(boolean complete, long suitesVersion, long catalogueVersion) {
        return new SimulationBasis(SUITES, complete, suitesVersion, catalogueVersion, "contract");
    }

    private static PolicySetVersionSimulated passed(List<SimulatedSuite> suites, @Nullable Long suitesVersion) {
        return new PolicySetVersionSimulated(
                "sim",
                "z1",
                "s1",
                "v1",
                "sha-v1",
                "embedded",
                2,
                0,
                0,
                Verdict.PASS,
                "hash of sim {}",
                suites,
                suitesVersion,
                4,
                "contract");
    }

    private static SimulatePolicySetVersion simulated(String manifestSha256, Tally tally, SimulationBasis basis) {
        return new SimulatePolicySetVersion("sim", "z1", "s1", "v1", manifestSha256, "embedded", basis, tally, "{}");
    }

    private static FixtureConfiguration<Simulation> simulation() {
        return new AggregateTestFixture<>(Simulation.class)
                .registerInjectableResource(new SimulationState(new AtVersion7(), zoneId -> 4))
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

    private static final class AtVersion7 implements SuitesInForce {

        @Override
        public long version(String zoneId) {
            return 7;
        }

        @Override
        public ZoneSuites all(String zoneId) {
            return new ZoneSuites(7, List.of());
        }

        @Override
        public ZoneSuites named(String zoneId, List<String> names) {
            return all(zoneId);
        }
    }
}
