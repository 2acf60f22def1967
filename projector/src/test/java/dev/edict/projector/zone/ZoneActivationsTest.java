package dev.edict.projector.zone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.command.api.zone.ActivationGrounds;
import dev.edict.command.api.zone.GovernanceChanged;
import dev.edict.command.api.zone.PolicySetVersionActivated;
import dev.edict.command.api.zone.ZoneDeactivated;
import dev.edict.projector.Views;
import dev.edict.projector.tables.ViewWriter;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;

@Tag("servers")
class ZoneActivationsTest {

    private static final Instant AT = Instant.parse("2026-01-01T00:00:00.123456Z");

    private final Views views = new Views();
    private final ZoneActivationProjector activations =
            new ZoneActivationProjector(ViewWriter.immediate(views.database()));

    @BeforeEach
    void a_set_with_a_sealed_version() {
        views.sql()
                .sql("insert into policy_sets (id, zone_id, name, created_by) values ('s1', 'z1', 's1', 'admin:test')")
                .update();
        views.sql()
                .sql(
                        """
                        insert into policy_set_versions
                            (id, policy_set_id, version, manifest_json, manifest_sha256, schema_version, created_by)
                        values ('v1', 's1', 1, '[]', 'hash of v1', '2026-05-20', 'admin:test')
                        """)
                .update();
    }

    @Test
    void says_which_bundle_of_a_zone_is_the_newest_and_where_in_the_log() {
        logged(activated("z1", 1));
        logged(activated("z2", 1));
        logged(activated("z1", 2));
        assertThat(activations())
                .containsExactly(
                        "z1 2 s1 v1 hash of v1 2026-01-01 00:00:00.123456 3",
                        "z2 1 s1 v1 hash of v1 2026-01-01 00:00:00.123456 2");
    }

    @Test
    void a_deactivation_leaves_its_number_and_no_version() {
        logged(activated("z1", 1));
        logged(new ZoneDeactivated("z1", "s1", "v1", 2, 1, null, "d2"));
        assertThat(activations()).containsExactly("z1 2 s1 null null 2026-01-01 00:00:00.123456 2");
    }

    @Test
    void a_change_that_is_not_in_the_log_is_refused() {
        assertThatThrownBy(() -> activations.on(activated("z1", 1), AT, "unheard of"))
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    private static PolicySetVersionActivated activated(String zoneId, long seq) {
        return new PolicySetVersionActivated(
                zoneId, "s1", "v1", "hash of v1", seq, null, null, null, ActivationGrounds.NONE, "d" + seq);
    }

    private void logged(GovernanceChanged event) {
        var id = event.zoneId() + "-" + event.activationSeq();
        views.sql()
                .sql(
                        """
                        insert into events.domain_event (event_id, aggregate_type, aggregate_id, sequence_number,
                            event_type, revision, payload, metadata, occurred_at)
                        values (:id, 'Zone', :zone, :seq, 'type', '1', '{}', '{}', '2026-01-01T00:00:00.123456Z')
                        """)
                .param("id", id)
                .param("zone", event.zoneId())
                .param("seq", event.activationSeq())
                .update();
        activations.on(event, AT, id);
    }

    private List<String> activations() {
        return views.rows(
                """
                select zone_id, activation_seq, policy_set_id, version_id, manifest_sha256,
                    since at time zone 'UTC', position
                from zone_activations order by zone_id
                """);
    }
}
