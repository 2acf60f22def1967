package dev.edict.projector.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.command.api.NoteReference;
import dev.edict.command.api.canary.CanaryDefined;
import dev.edict.command.api.canary.CanaryRemoved;
import dev.edict.command.api.catalogue.CatalogueReplaced;
import dev.edict.command.api.deployment.DecisionPointDismissed;
import dev.edict.command.api.deployment.DeploymentCanariesFailed;
import dev.edict.command.api.deployment.DeploymentCanariesPassed;
import dev.edict.command.api.deployment.DeploymentOverdue;
import dev.edict.command.api.deployment.DeploymentPropagated;
import dev.edict.command.api.deployment.DeploymentVerificationFailed;
import dev.edict.command.api.deployment.DeploymentVerified;
import dev.edict.command.api.deployment.FailedCanary;
import dev.edict.command.api.partition.DecisionPartitionSealed;
import dev.edict.command.api.policy.PolicyArchived;
import dev.edict.command.api.policy.PolicyCreated;
import dev.edict.command.api.policy.PolicyRestamped;
import dev.edict.command.api.policy.PolicyVersionCreated;
import dev.edict.command.api.policyset.PolicySetArchived;
import dev.edict.command.api.policyset.PolicySetCreated;
import dev.edict.command.api.policyset.PolicySetRestamped;
import dev.edict.command.api.policyset.PolicySetVersionCreated;
import dev.edict.command.api.retention.AuditRetentionChanged;
import dev.edict.command.api.settings.ZoneSettingsChanged;
import dev.edict.command.api.simulation.PolicySetVersionSimulated;
import dev.edict.command.api.simulation.SimulatedSuite;
import dev.edict.command.api.simulation.Verdict;
import dev.edict.command.api.stream.InvalidationStreamResynchronised;
import dev.edict.command.api.suite.SuiteDefined;
import dev.edict.command.api.suite.SuiteRemoved;
import dev.edict.command.api.token.AdminTokenMinted;
import dev.edict.command.api.token.AdminTokenRevoked;
import dev.edict.command.api.zone.ActivationGrounds;
import dev.edict.command.api.zone.ActivationRolledBack;
import dev.edict.command.api.zone.CanaryForecast;
import dev.edict.command.api.zone.Evidence;
import dev.edict.command.api.zone.PolicySetVersionActivated;
import dev.edict.command.api.zone.ZoneArchived;
import dev.edict.command.api.zone.ZoneChanged;
import dev.edict.command.api.zone.ZoneDeactivated;
import dev.edict.command.api.zone.ZoneRegistered;
import dev.edict.projector.Views;
import dev.edict.projector.tables.ViewWriter;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("servers")
class TimelineTest {

    private static final MetaData HERE = MetaData.emptyInstance();

    private static final NoteReference REASON = new NoteReference("note-1", "hash");

    private final Views views = new Views();
    private final ViewWriter writer = ViewWriter.immediate(views.database());
    private final TimelineNames names = new TimelineNames(writer);
    private final TimelineProjector timeline = new TimelineProjector(writer, names);
    private final DeploymentTimelineProjector deployments = new DeploymentTimelineProjector(writer);
    private final SimulationTimelineProjector simulations = new SimulationTimelineProjector(writer, names);
    private long appended;

    @BeforeEach
    void a_policy_and_a_set_with_two_versions() {
        views.sql()
                .sql(
                        """
                insert into policies (id, zone_id, name, created_by) values ('p1', 'z1', 'grants', 'admin:test')
                """)
                .update();
        views.sql()
                .sql(
                        """
                insert into policy_sets (id, zone_id, name, created_by) values ('s1', 'z1', 'payments', 'admin:test')
                """)
                .update();
        for (int number = 1; number <= 2; number++) {
            views.sql()
                    .sql(
                            """
                    insert into policy_set_versions
                        (id, policy_set_id, version, manifest_json, manifest_sha256, schema_version, created_by)
                    values ('v' || :number::text, 's1', :number, '[]', 'sha', '2026-05-20', 'admin:test')
                    """)
                    .param("number", number)
                    .update();
        }
    }

    @Test
    void describes_every_event_in_words() {
        timeline.on(new ZoneRegistered("z1", "Payments EU", "pay", false), appended());
        timeline.on(new PolicyCreated("p1", "z1", "grants", null), appended());
        timeline.on(new PolicyVersionCreated("p1", "z1", "pv2", 2, "sha", 4, "2026-05-20"), appended());
        timeline.on(new PolicyArchived("p1", "z1"), appended());
        timeline.on(new PolicySetCreated("s1", "z1", "payments", null), appended());
        timeline.on(
                new PolicySetVersionCreated("s1", "z1", "v2", 2, List.of("pv1", "pv2"), "sha", "2026-05-20"),
                appended());
        timeline.on(new PolicySetArchived("s1", "z1"), appended());
        simulations.on(simulated(1, 2, 0, Verdict.FAIL, 0, 0), appended());
        simulations.on(simulated(3, 0, 0, Verdict.PASS, 2, 9), appended());
        simulations.on(simulated(12, 0, 0, Verdict.PASS, 12, 0), appended());
        timeline.on(activated("v1", null), appended(), HERE);
        timeline.on(activated("v2", "v1"), appended(), HERE);
        timeline.on(activated("v1", null), appended(), MetaData.with("imported", true));
        timeline.on(rolledBack("v2"), appended());
        timeline.on(rolledBack(null), appended());
        timeline.on(new ZoneDeactivated("z1", "s1", "v1", 4, 1, REASON, "d"), appended());
        timeline.on(new ZoneDeactivated("z1", "s1", "v1", 4, 1, null, "d"), appended());
        timeline.on(new ZoneChanged("z1", "Payments", null, true, null, null), appended());
        timeline.on(new ZoneArchived("z1"), appended());
        timeline.on(new AdminTokenMinted("t1", "*", "ci", "read", "sha", null), appended());
        timeline.on(new AdminTokenRevoked("t1", "*"), appended());
        timeline.on(new AuditRetentionChanged("*", 30), appended());
        timeline.on(
                new InvalidationStreamResynchronised(
                        "*", "caracal.policy.invalidate", 1, List.of("key_missing", "server_replaced"), 12),
                appended());
        timeline.on(new PolicyRestamped("p1", "z1", true), appended());
        timeline.on(new PolicySetRestamped("s1", "z1", false, null), appended());
        timeline.on(new ZoneSettingsChanged("z1", 1, true, null, null), appended());
        timeline.on(new ZoneSettingsChanged("z1", 2, false, null, null), appended());
        timeline.on(new ZoneSettingsChanged("z1", 3, false, "required", null), appended());
        timeline.on(new ZoneSettingsChanged("z1", 4, false, "required", "warn"), appended());
        timeline.on(new CanaryDefined("z1", 1, "refund", "sha", 3, "deny", "role_scope_mismatch", 1), appended());
        timeline.on(new CanaryDefined("z1", 2, "payout", "sha", 3, "allow", null, 2), appended());
        timeline.on(new CanaryRemoved("z1", 3, "refund", 1), appended());
        timeline.on(new CanaryRemoved("z1", 4, "payout", 0), appended());
        timeline.on(new CatalogueReplaced("z1", 3, "sha", 3, 1, 412, 2), appended());
        simulations.on(new SuiteDefined("z1", 1, "pay", 3, "what pays", "sha", 9, 1, 1, 1), appended());
        simulations.on(new SuiteDefined("z1", 2, "read", 1, null, "sha", 9, 120, 2, 121), appended());
        simulations.on(new SuiteRemoved("z1", 3, "read", 1, 1), appended());
        simulations.on(new SuiteRemoved("z1", 4, "pay", 0, 0), appended());
        deployments.on(new DeploymentPropagated("z1", 11, 50, 50, 183), appended());
        deployments.on(new DeploymentPropagated("z1", 12, 50, 48, 300_000), appended());
        deployments.on(new DeploymentOverdue("z1", 13, List.of("gw-1"), 1, 50, 90_021), appended());
        deployments.on(new DeploymentOverdue("z1", 14, List.of("gw-1", "gw-2"), 12, 50, 90_021), appended());
        deployments.on(new DeploymentCanariesPassed("z1", 15, 3, 12, 0, 412), appended());
        deployments.on(new DeploymentCanariesPassed("z1", 16, 1, 12, 2, 412), appended());
        deployments.on(
                new DeploymentCanariesFailed(
                        "z1", 17, List.of(new FailedCanary("gw-1", "refund", "deny", "allow")), 4, List.of(), 0, 390),
                appended());
        deployments.on(
                new DeploymentCanariesFailed(
                        "z1",
                        18,
                        List.of(new FailedCanary("gw-1", "refund", "deny", null)),
                        1,
                        List.of("gw-2"),
                        3,
                        60_004),
                appended());
        deployments.on(
                new DeploymentVerified("z1", 19, List.of("activation", "policy_age"), List.of("gateway"), 412),
                appended());
        deployments.on(
                new DeploymentVerificationFailed(
                        "z1", 20, List.of("policy_age"), "It is not enforced at gw-1.", 90_004),
                appended());
        deployments.on(new DecisionPointDismissed("*", "gw-1", 3, new NoteReference("n1", "sha")), appended());
        timeline.on(
                new DecisionPartitionSealed(
                        "z1", "2026-05", 200_000, 150_000, 49_990, 10, Instant.EPOCH, Instant.EPOCH, "digest"),
                appended());
        assertThat(views.rows("select summary from timeline order by sequence"))
                .containsExactly(
                        "Zone “Payments EU” registered",
                        "Policy “grants” created",
                        "Version 2 of policy “grants” created",
                        "Archived policy “grants”",
                        "Policy set “payments” created",
                        "Sealed version 2 of policy set “payments” with 2 policy versions",
                        "Archived policy set “payments”",
                        "Simulated version 2 of policy set “payments”: 1 case as expected, 2 not, 0 not executed",
                        "Simulated version 2 of policy set “payments”: 3 cases as expected, 0 not, 0 not executed; 2 suites: n0 (version 1), n1 (version 1); catalogue version 9",
                        "Simulated version 2 of policy set “payments”: 12 cases as expected, 0 not, 0 not executed; all of 12 suites: n0 (version 1), n1 (version 1), n2 (version 1), n3 (version 1), n4 (version 1), n5 (version 1), n6 (version 1), n7 (version 1), n8 (version 1), n9 (version 1) and 2 more",
                        "Activated version 1 of policy set “payments”, nothing governed before",
                        "Activated version 2 of policy set “payments”, replacing version 1 of policy set “payments”",
                        "Took over the activation of version 1 of policy set “payments”, nothing governed here before",
                        "Rolled back from version 2 of policy set “payments” to version 1 of policy set “payments”",
                        "Rolled back from a deactivation to version 1 of policy set “payments”",
                        "Deactivated version 1 of policy set “payments”; nothing governs",
                        "Deactivated version 1 of policy set “payments”, because the set or the zone is archived; nothing governs",
                        "Zone changed: name=Payments, dcr_enabled=true",
                        "Zone archived",
                        "Admin token “ci” minted, to read",
                        "Admin token t1 revoked",
                        "Audit events are kept for 30 days",
                        "Published the state of 12 zones again, because Redis had lost invalidations: key_missing, server_replaced",
                        "Took over when policy “grants” was last changed, and by whom",
                        "Took over when policy set “payments” was last changed, and by whom",
                        "Zone settings changed: strict, a policy set with warnings is not sealed",
                        "Zone settings changed: not strict, a policy set may have warnings",
                        "Zone settings changed: not strict, a policy set may have warnings; canaries required",
                        "Zone settings changed: not strict, a policy set may have warnings; canaries required; evidence warn",
                        "Canary “refund” defined, which expects deny with the reason role_scope_mismatch: the zone has 1 canary",
                        "Canary “payout” defined, which expects allow: the zone has 2 canaries",
                        "Canary “refund” removed: the zone has 1 canary",
                        "Canary “payout” removed: the zone has 0 canaries",
                        "Catalogue replaced by version 3: 1 application, 412 resources, 2 deprecated terms",
                        "Suite “pay” defined with 1 case as its version 3: the zone has 1 suite with 1 case",
                        "Suite “read” defined with 120 cases as its version 1: the zone has 2 suites with 121 cases",
                        "Suite “read” removed: the zone has 1 suite with 1 case",
                        "Suite “pay” removed: the zone has 0 suites with 0 cases",
                        "Activation 11 propagated after 183 ms: loaded by 50 of 50 decision points",
                        "Activation 12 propagated after 300000 ms: loaded by 48 of 50 decision points, the others allow nothing",
                        "Activation 13 is overdue after 90 s: 1 decision point of 50 did not load it: gw-1",
                        "Activation 14 is overdue after 90 s: 12 decision points of 50 did not load it: gw-1, gw-2 and 10 more",
                        "Canaries of activation 15 passed after 412 ms: 12 of 12 on each of 3 decision points",
                        "Canaries of activation 16 passed after 412 ms: 12 of 12 on each of 1 decision point; 2 decision points cannot evaluate canaries",
                        "Canaries of activation 17 failed: “refund” on gw-1, expected deny, was allow and 3 more",
                        "Canaries of activation 18 failed: “refund” on gw-1, expected deny, was not decided; no answer after 60 s from gw-2 and 2 more",
                        "Activation 19 verified after 412 ms: activation, policy_age; not verifiable: gateway",
                        "Activation 20 is not what it should be: policy_age failed. It is not enforced at gw-1.",
                        "Decision point gw-1 dismissed: no activation waits for it",
                        "Sealed 200000 decisions of 2026-05 before they are dropped: 150000 allow, 49990 deny, 10 other");
    }

    @Test
    void an_activation_tells_how_its_canaries_would_be_decided() {
        timeline.on(activated(new CanaryForecast("required", 3, 12, 0, List.of())), appended(), HERE);
        timeline.on(activated(new CanaryForecast("warn", 4, 10, 2, List.of("payout", "refund"))), appended(), HERE);
        timeline.on(activated(new CanaryForecast("warn", 5, 0, 1, List.of("refund"))), appended(), HERE);
        timeline.on(activated(new CanaryForecast("warn", 6, 1, 3, List.of("a", "b"))), appended(), HERE);
        assertThat(views.rows("select summary from timeline order by sequence"))
                .containsExactly(
                        "Activated version 1 of policy set “payments”, nothing governed before; 12 of 12 canaries would pass",
                        "Activated version 1 of policy set “payments”, nothing governed before; 2 of 12 canaries would fail: payout, refund",
                        "Activated version 1 of policy set “payments”, nothing governed before; 1 of 1 canary would fail: refund",
                        "Activated version 1 of policy set “payments”, nothing governed before; 3 of 4 canaries would fail: a, b and 1 more");
    }

    @Test
    void an_activation_tells_what_evidence_it_lacks() {
        for (var evidence : List.of(
                new Evidence("required", List.of()),
                new Evidence("warn", List.of("suites_changed", "simulation_failed")))) {
            var grounds = new ActivationGrounds(null, null, evidence, null);
            timeline.on(
                    new PolicySetVersionActivated("z1", "s1", "v1", "sha", 2, null, null, null, grounds, "d"),
                    appended(),
                    HERE);
        }
        assertThat(views.rows("select summary from timeline order by sequence"))
                .containsExactly(
                        "Activated version 1 of policy set “payments”, nothing governed before; with evidence",
                        "Activated version 1 of policy set “payments”, nothing governed before; without evidence:"
                                + " suites changed, simulation failed");
    }

    private static PolicySetVersionActivated activated(CanaryForecast canaries) {
        return new PolicySetVersionActivated(
                "z1", "s1", "v1", "sha", 2, null, null, null, new ActivationGrounds(null, null, null, canaries), "d");
    }

    @Test
    void a_row_says_when_by_whom_in_which_request_and_what_governed_before_and_after() {
        timeline.on(rolledBack("v2"), appended());
        assertThat(
                        views.rows(
                                """
                select sequence, event_id, event_type, occurred_at at time zone 'UTC', actor, request_id, zone_id,
                    policy_set_id, policy_set_version_id, activation_seq, previous_version_id, governing_version_id,
                    reason_note_id
                from timeline
                """))
                .containsExactly(
                        "1 event-1 some.event 2026-01-01 00:00:00.123456 admin:test request-1 z1 s1 v1 3 v2 v1 note-1");
    }

    @Test
    void a_replay_writes_the_same_rows_again() {
        var position = appended();
        timeline.on(activated("v1", null), position, HERE);
        var before = views.rows("select * from timeline");
        timeline.on(activated("v1", null), position, HERE);
        assertThat(views.rows("select * from timeline")).isEqualTo(before).hasSize(1);
    }

    @Test
    void a_row_of_an_event_that_is_not_in_the_log_is_never_written() {
        assertThatThrownBy(() -> timeline.on(activated("v1", null), new GlobalSequenceTrackingToken(99), HERE))
                .hasMessageContaining("no event at position 99");
    }

    private static PolicySetVersionActivated activated(String versionId, @Nullable String previous) {
        return new PolicySetVersionActivated(
                "z1", "s1", versionId, "sha", 2, null, previous, null, ActivationGrounds.NONE, "d");
    }

    private static ActivationRolledBack rolledBack(@Nullable String from) {
        return new ActivationRolledBack("z1", "s1", "v1", "sha", 3, 1, 2, from, REASON, "d");
    }

    private TrackingToken appended() {
        appended++;
        views.sql()
                .sql(
                        """
                insert into events.domain_event (event_id, aggregate_type, aggregate_id, sequence_number,
                    event_type, revision, payload, metadata, occurred_at)
                values ('event-' || :n::text, 'Some', 'some', :n, 'some.event', '1', '{}',
                    '{"actor":"admin:test","requestId":"request-1"}', '2026-01-01T00:00:00.123456Z')
                """)
                .param("n", appended)
                .update();
        return new GlobalSequenceTrackingToken(appended);
    }

    /** Of many suites as if they were all in force. */
    private static PolicySetVersionSimulated simulated(
            int passed, int failed, int notExecuted, Verdict verdict, int suites, long catalogueVersion) {
        var ran = IntStream.range(0, suites)
                .mapToObj(n -> new SimulatedSuite("n" + n, 1, "sha"))
                .toList();
        return new PolicySetVersionSimulated(
                "sim",
                "z1",
                "s1",
                "v2",
                "sha",
                "embedded",
                passed,
                failed,
                notExecuted,
                verdict,
                "sha",
                ran,
                suites > 10 ? 1L : null,
                catalogueVersion,
                "contract");
    }
}
