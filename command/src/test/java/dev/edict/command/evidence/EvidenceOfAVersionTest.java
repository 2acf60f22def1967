package dev.edict.command.evidence;

import static dev.edict.command.evidence.MissingEvidence.CASES_NOT_EXECUTED;
import static dev.edict.command.evidence.MissingEvidence.CATALOGUE_CHANGED;
import static dev.edict.command.evidence.MissingEvidence.CONTRACT_CHANGED;
import static dev.edict.command.evidence.MissingEvidence.NOT_SIMULATED;
import static dev.edict.command.evidence.MissingEvidence.NO_SUITES;
import static dev.edict.command.evidence.MissingEvidence.SIMULATION_FAILED;
import static dev.edict.command.evidence.MissingEvidence.SUITES_CHANGED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.command.api.settings.EvidenceSetting;
import dev.edict.command.evidence.EvidenceFacts.CompleteSimulation;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EvidenceOfAVersionTest {

    private static final long SUITES = 7;
    private static final long CATALOGUE = 4;
    private static final String CONTRACT = "contract";

    @Test
    void a_current_simulation_of_all_suites_that_passes_is_evidence() {
        assertThat(missing(2, simulated("pass", 0, 0, SUITES, CATALOGUE, CONTRACT)))
                .isEmpty();
    }

    @Test
    void a_zone_without_suites_has_no_evidence_even_if_it_had_suites_once() {
        assertThat(missing(0, null)).containsExactly(NO_SUITES);
        assertThat(missing(0, simulated("pass", 0, 0, SUITES, CATALOGUE, CONTRACT)))
                .containsExactly(NO_SUITES);
    }

    @Test
    void a_manifest_that_was_never_simulated_completely_has_no_evidence() {
        assertThat(missing(2, null)).containsExactly(NOT_SIMULATED);
    }

    @Test
    void a_simulation_is_stale_after_a_change_of_suites_catalogue_or_contract() {
        assertThat(missing(2, simulated("pass", 0, 0, SUITES - 1, CATALOGUE, CONTRACT)))
                .containsExactly(SUITES_CHANGED);
        assertThat(missing(2, simulated("pass", 0, 0, SUITES, CATALOGUE - 1, CONTRACT)))
                .containsExactly(CATALOGUE_CHANGED);
        assertThat(missing(2, simulated("pass", 0, 0, SUITES, CATALOGUE, "another")))
                .containsExactly(CONTRACT_CHANGED);
    }

    @Test
    void a_simulation_that_does_not_pass_is_no_evidence() {
        assertThat(missing(2, simulated("fail", 1, 0, SUITES, CATALOGUE, CONTRACT)))
                .containsExactly(SIMULATION_FAILED);
        assertThat(missing(2, simulated("fail", 1, 1, SUITES, CATALOGUE, CONTRACT)))
                .containsExactly(SIMULATION_FAILED, CASES_NOT_EXECUTED);
    }

    @Test
    void a_case_that_was_not_executed_is_never_a_pass() {
        assertThat(missing(2, simulated("not_executed", 0, 1, SUITES, CATALOGUE, CONTRACT)))
                .containsExactly(CASES_NOT_EXECUTED);
        assertThat(missing(2, simulated("not_executed", 0, 0, SUITES, CATALOGUE, CONTRACT)))
                .as("nothing was executed at all")
                .containsExactly(CASES_NOT_EXECUTED);
    }

    @Test
    void everything_that_is_missing_is_named() {
        assertThat(missing(2, simulated("fail", 2, 3, 1, 1, "another")))
                .containsExactly(
                        SUITES_CHANGED, CATALOGUE_CHANGED, CONTRACT_CHANGED, SIMULATION_FAILED, CASES_NOT_EXECUTED);
    }

    private static List<MissingEvidence> missing(int suites, @Nullable CompleteSimulation newest) {
        return new EvidenceFacts(EvidenceSetting.REQUIRED, suites, SUITES, newest).missing(CATALOGUE, CONTRACT);
    }

    private static CompleteSimulation simulated(
            String verdict, int failed, int notExecuted, long suitesVersion, long catalogueVersion, String contract) {
        return new CompleteSimulation(
                "sim", verdict, 3, failed, notExecuted, suitesVersion, catalogueVersion, contract, Instant.EPOCH);
    }
}
