package dev.edict.fleet.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.command.api.NoteReference;
import dev.edict.command.api.canary.CanaryDefined;
import dev.edict.command.api.canary.CanaryRemoved;
import dev.edict.command.api.zone.ActivationGrounds;
import dev.edict.command.api.zone.ActivationRolledBack;
import dev.edict.command.api.zone.GovernanceChanged;
import dev.edict.command.api.zone.PolicySetVersionActivated;
import dev.edict.command.api.zone.ZoneDeactivated;
import dev.edict.fleet.FleetDatabase;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a verification is asked about later is written in the transaction of the change. */
@Tag("servers")
class WriteDeploymentsTest {

    private final FleetDatabase database = FleetDatabase.empty();
    private final DeploymentWriter writer = new DeploymentWriter(database.pool());

    @Test
    void each_change_is_kept_with_its_kind_and_who_made_it() {
        write(new PolicySetVersionActivated(
                "z1", "s1", "v1", "sha", 1, null, null, null, ActivationGrounds.NONE, "d1"));
        write(new ActivationRolledBack("z1", "s1", "v1", "sha", 2, 1, 1, null, new NoteReference("n", "h"), "d2"));
        write(new ZoneDeactivated("z1", "s1", "v1", 3, 1, null, "d3"));
        assertThat(
                        database.rows(
                                """
                                select activation_seq, change, actor, request_id, dispatch_id, verification_state
                                from bridge.deployment order by activation_seq
                                """))
                .containsExactly(change(1, "activation"), change(2, "rollback"), change(3, "deactivation"));
    }

    @Test
    void the_canaries_that_the_zone_has_at_the_commit_are_awaited() {
        writer.on(new CanaryDefined("z1", 1, "pay", "sha", 3, "allow", null, 1));
        writer.on(new CanaryDefined("z1", 2, "refund", "sha", 3, "deny", "no_rule_matched", 2));
        write(activated("z1", 1));
        writer.on(new CanaryRemoved("z1", 3, "pay", 1));
        writer.on(new CanaryRemoved("z1", 4, "refund", 0));
        write(activated("z1", 2));
        assertThat(database.rows("select canaries, canaries_state from bridge.deployment where activation_seq = 1"))
                .containsExactly(Map.of("canaries", 2, "canaries_state", "pending"));
        assertThat(database.count(
                        "bridge.deployment where activation_seq = 2 and canaries = 0 and canaries_state is null"))
                .isEqualTo(1);
        assertThat(database.rows("select version, canaries from bridge.zone_canaries"))
                .containsExactly(Map.of("version", 4L, "canaries", 0));
    }

    @Test
    void a_canary_that_is_defined_again_is_expected_otherwise() {
        writer.on(new CanaryDefined("z1", 1, "pay", "sha", 3, "deny", "no_rule_matched", 1));
        writer.on(new CanaryDefined("z1", 2, "pay", "sha", 3, "allow", null, 1));
        writer.on(new CanaryDefined("z2", 1, "pay", "sha", 3, "deny", null, 1));
        assertThat(database.count(
                        "bridge.zone_canary where zone_id = 'z1' and expect = 'allow' and expect_reason is null"))
                .isEqualTo(1);
        assertThat(database.count("bridge.zone_canary")).isEqualTo(2);
    }

    private static Map<String, Object> change(long seq, String kind) {
        return Map.of(
                "activation_seq",
                seq,
                "change",
                kind,
                "actor",
                "admin:ci",
                "request_id",
                "r1",
                "dispatch_id",
                "d" + seq,
                "verification_state",
                "pending");
    }

    private static PolicySetVersionActivated activated(String zoneId, long seq) {
        return new PolicySetVersionActivated(
                zoneId, "s1", "v1", "sha", seq, null, null, null, ActivationGrounds.NONE, "d" + seq);
    }

    private void write(GovernanceChanged event) {
        writer.on(event, "admin:ci", "r1");
    }
}
