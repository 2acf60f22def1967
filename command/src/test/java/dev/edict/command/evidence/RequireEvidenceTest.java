package dev.edict.command.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.command.WriteSide;
import dev.edict.command.api.Rejection;
import dev.edict.command.api.policy.CreatePolicy;
import dev.edict.command.api.policyset.CreatePolicySet;
import dev.edict.command.api.policyset.CreatePolicySetVersion;
import dev.edict.command.api.settings.ChangeZoneSettings;
import dev.edict.command.api.settings.EvidenceSetting;
import dev.edict.command.api.simulation.SimulatePolicySetVersion;
import dev.edict.command.api.simulation.SimulationBasis;
import dev.edict.command.api.simulation.Tally;
import dev.edict.command.api.suite.DefineSuite;
import dev.edict.command.api.suite.RemoveSuite;
import dev.edict.command.api.zone.ActivatePolicySetVersion;
import dev.edict.command.api.zone.Evidence;
import dev.edict.command.api.zone.ExpectedActive;
import dev.edict.command.api.zone.RegisterZone;
import dev.edict.command.api.zone.RollbackActivation;
import dev.edict.command.catalogue.CatalogueVersions;
import dev.edict.decision.DecisionContract;
import dev.edict.decision.DecisionEngine;
import dev.edict.decision.EmbeddedDecisionEngine;
import dev.edict.decision.Evaluation;
import dev.edict.decision.PolicyDocument;
import dev.edict.decision.input.PolicyInput;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Evidence on the log and the look-ups of a real PostgreSQL. */
@Tag("servers")
class RequireEvidenceTest {

    private static final Tally PASSED = new Tally(3, 0, 0);

    private final WriteSide writeSide = new WriteSide();
    private final AtomicInteger dispatches = new AtomicInteger();
    private final AtomicInteger simulations = new AtomicInteger();

    @BeforeEach
    void a_zone_that_requires_evidence() {
        writeSide.send(new RegisterZone("z1", "z1", null, false));
        seal("v1", "read");
        seal("v2", "pay");
        set(EvidenceSetting.REQUIRED);
    }

    @AfterEach
    void stop() {
        writeSide.close();
    }

    @Test
    void a_version_governs_after_a_complete_simulation_that_passes() {
        refused("v1", "no_suites");
        define("tellers", "[1]");
        refused("v1", "not_simulated");
        simulate("v1", true, PASSED);
        activate("v1");
        assertThat(reader().of("z1", manifest("v1")))
                .returns("required", EvidenceReader.FoundEvidence::setting)
                .returns(List.of(), EvidenceReader.FoundEvidence::missing)
                .returns(1L, EvidenceReader.FoundEvidence::suitesVersion)
                .satisfies(found -> assertThat(found.newest())
                        .isNotNull()
                        .returns("sim1", EvidenceReader.NewestSimulation::simulationId)
                        .returns("pass", EvidenceReader.NewestSimulation::verdict)
                        .returns(3, EvidenceReader.NewestSimulation::passed));
    }

    @Test
    void every_change_of_suites_makes_a_simulation_stale_also_on_another_node() {
        define("tellers", "[1]");
        simulate("v1", true, PASSED);
        try (var another = writeSide.another()) {
            another.send(new DefineSuite("z1", "auditors", null, "[2]", 1));
        }
        refused("v1", "suites_changed");
        simulate("v1", true, PASSED);
        writeSide.send(new RemoveSuite("z1", "auditors"));
        refused("v1", "suites_changed");
        simulate("v1", true, PASSED);
        activate("v1");
        writeSide.send(new RemoveSuite("z1", "tellers"));
        refused("v1", "no_suites");
    }

    @Test
    void a_simulation_of_some_suites_or_of_another_manifest_is_no_evidence() {
        define("tellers", "[1]");
        simulate("v1", false, PASSED);
        refused("v1", "not_simulated");
        simulate("v2", true, PASSED);
        refused("v1", "not_simulated");
        activate("v2");
    }

    @Test
    void the_newest_complete_simulation_counts() {
        define("tellers", "[1]");
        simulate("v1", true, PASSED);
        simulate("v1", true, new Tally(3, 1, 2));
        refused("v1", "simulation_failed", "cases_not_executed");
        simulate("v1", true, new Tally(3, 0, 1));
        refused("v1", "cases_not_executed");
        simulate("v1", true, PASSED);
        simulate("v1", false, new Tally(0, 9, 0));
        activate("v1");
    }

    @Test
    void a_node_with_another_contract_or_catalogue_does_not_take_the_simulation_as_evidence() {
        define("tellers", "[1]");
        simulate("v1", true, PASSED);
        assertThat(check(zone -> 0, new EmbeddedDecisionEngine()).require("z1", "v1", manifest("v1")))
                .isEqualTo(new Evidence("required", List.of()));
        assertThatThrownBy(() -> check(zone -> 0, new Another()).require("z1", "v1", manifest("v1")))
                .hasMessageContaining("the decision contract is another");
        assertThatThrownBy(() -> check(zone -> 9, new EmbeddedDecisionEngine()).require("z1", "v1", manifest("v1")))
                .hasMessageContaining("the catalogue changed");
    }

    @Test
    void one_sentence_and_the_codes_name_all_that_is_missing() {
        define("tellers", "[1]");
        simulate("v1", true, new Tally(3, 1, 0));
        define("tellers", "[2]");
        assertThatThrownBy(() -> activate("v1"))
                .hasMessage(
                        "the zone requires evidence that version v1 lacks: the suites changed since its newest complete"
                                + " simulation, its newest complete simulation failed; simulate it with all suites in force")
                .isInstanceOfSatisfying(Rejection.class, rejection -> assertThat(rejection.facts())
                        .containsEntry("setting", "required")
                        .containsEntry("missing", List.of("suites_changed", "simulation_failed")));
    }

    @Test
    void with_warn_the_activation_goes_on_and_without_a_setting_nothing_is_asked() {
        set(EvidenceSetting.WARN);
        activate("v1");
        assertThat(grounds()).contains("\"evidence\":{\"setting\":\"warn\",\"missing\":[\"no_suites\"]}");
        set(EvidenceSetting.NONE);
        activate("v2");
        assertThat(grounds()).contains("\"evidence\":null");
    }

    @Test
    void a_rollback_never_needs_evidence() {
        set(EvidenceSetting.NONE);
        activate("v1");
        activate("v2");
        set(EvidenceSetting.REQUIRED);
        writeSide.send(new RollbackActivation("z1", null, ExpectedActive.unstated(), "bad", "d"));
        refused("v2", "no_suites");
    }

    private void refused(String versionId, String... missing) {
        assertThatThrownBy(() -> activate(versionId)).isInstanceOfSatisfying(Rejection.class, rejection -> {
            assertThat(rejection.reason()).isEqualTo(Rejection.Reason.EVIDENCE_MISSING);
            assertThat(rejection.facts()).containsEntry("missing", List.of(missing));
        });
        assertThat(reader().of("z1", manifest(versionId)).missing()).containsExactly(missing);
    }

    private void activate(String versionId) {
        writeSide.send(new ActivatePolicySetVersion(
                "z1",
                "s1",
                versionId,
                ExpectedActive.unstated(),
                null,
                null,
                null,
                "d" + dispatches.incrementAndGet()));
    }

    private void simulate(String versionId, boolean complete, Tally tally) {
        var suitesVersion = writeSide
                .sql()
                .sql("select suites_version from command.zone_suites where zone_id = 'z1'")
                .query(Long.class)
                .single();
        var basis = new SimulationBasis(List.of(), complete, suitesVersion, 0, DecisionContract.sha256());
        writeSide.send(new SimulatePolicySetVersion(
                "sim" + simulations.incrementAndGet(),
                "z1",
                "s1",
                versionId,
                manifest(versionId),
                "embedded",
                basis,
                tally,
                "{}"));
    }

    private void define(String name, String cases) {
        writeSide.send(new DefineSuite("z1", name, null, cases, 1));
    }

    private void set(EvidenceSetting evidence) {
        writeSide.send(new ChangeZoneSettings("z1", false, null, evidence, false));
    }

    private void seal(String versionId, String scope) {
        var content =
                """
                # caracal:data-document
                package caracal.authz
                app_ids := {"ledger": "app-1"}
                grants := {"ledger://main": {"application": "ledger", "roles": {"teller": ["%s"]}}}
                """
                        .formatted(scope);
        if (versionId.equals("v1")) {
            writeSide.send(new CreatePolicySet("s1", "z1", "s1", null));
        }
        writeSide.send(new CreatePolicy("p-" + versionId, "z1", versionId, null, "pv-" + versionId, content));
        writeSide.send(
                new CreatePolicySetVersion("s1", "z1", versionId, List.of("pv-" + versionId), false, null, null));
    }

    private String manifest(String versionId) {
        return writeSide
                .sql()
                .sql("select manifest_sha256 from command.sealed_version where version_id = ?")
                .param(versionId)
                .query(String.class)
                .single();
    }

    private String grounds() {
        return writeSide
                .sql()
                .sql("select payload from events.domain_event where event_type = 'zone.version_activated'"
                        + " order by global_index desc limit 1")
                .query(String.class)
                .single();
    }

    private EvidenceReader reader() {
        return writeSide.bean(EvidenceReader.class);
    }

    private EvidenceCheck check(CatalogueVersions catalogues, DecisionEngine engine) {
        return new EvidenceCheck(writeSide.database(), catalogues, engine);
    }

    /** The engine of a node that was configured otherwise. */
    private static final class Another implements DecisionEngine {

        @Override
        public String name() {
            return "opa";
        }

        @Override
        public String contract() {
            return "another";
        }

        @Override
        public List<Evaluation> evaluate(List<PolicyDocument> documents, List<PolicyInput> inputs) {
            return List.of();
        }
    }
}
