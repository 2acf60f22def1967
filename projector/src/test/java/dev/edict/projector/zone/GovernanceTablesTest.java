package dev.edict.projector.zone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.command.api.NoteReference;
import dev.edict.command.api.policyset.PolicySetCreated;
import dev.edict.command.api.policyset.PolicySetRestamped;
import dev.edict.command.api.settings.ZoneSettingsChanged;
import dev.edict.command.api.zone.ActivationGrounds;
import dev.edict.command.api.zone.ActivationRolledBack;
import dev.edict.command.api.zone.GovernanceChanged;
import dev.edict.command.api.zone.PolicySetVersionActivated;
import dev.edict.command.api.zone.ZoneArchived;
import dev.edict.command.api.zone.ZoneChanged;
import dev.edict.command.api.zone.ZoneDeactivated;
import dev.edict.command.api.zone.ZoneRegistered;
import dev.edict.projector.Views;
import dev.edict.projector.tables.ViewWriter;
import java.time.Instant;
import java.util.List;
import org.axonframework.messaging.MetaData;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("servers")
class GovernanceTablesTest {

    private static final Instant AT = Instant.parse("2026-01-01T00:00:00.123456Z");
    private static final MetaData BY = MetaData.with("actor", "admin:test");
    private static final MetaData IMPORTED = MetaData.with("actor", "import").and("imported", true);

    private final Views views = new Views();
    private final BindingProjector bindings = new BindingProjector(ViewWriter.immediate(views.database()));

    @BeforeEach
    void two_sets_with_sealed_versions() {
        set("s1", "v1", "v2");
        set("s2", "w1");
    }

    @Test
    void a_new_set_is_bound_to_nothing() {
        assertThat(bindings()).containsExactly("z1 s1 null", "z1 s2 null");
    }

    @Test
    void the_set_of_the_activated_version_is_bound_to_it() {
        activate("s1", "v1", 1);
        assertThat(bindings()).containsExactly("z1 s1 v1", "z1 s2 null");
    }

    @Test
    void a_binding_may_be_said_to_have_changed_at_another_time() {
        bindings.on(new PolicySetRestamped("s1", "z1", true, Instant.parse("2020-01-01T00:00:00Z")));
        bindings.on(new PolicySetRestamped("s2", "z1", true, null));
        assertThat(views.rows(
                        "select policy_set_id from policy_set_bindings where updated_at = '2020-01-01T00:00:00Z'"))
                .containsExactly("s1");
    }

    @Test
    void activating_another_set_releases_the_one_that_governed() {
        activate("s1", "v1", 1);
        activate("s2", "w1", 2);
        assertThat(bindings()).containsExactly("z1 s1 null", "z1 s2 w1");
    }

    @Test
    void a_rollback_binds_what_it_restores() {
        activate("s1", "v1", 1);
        activate("s2", "w1", 2);
        on(new ActivationRolledBack("z1", "s1", "v1", "sha", 3, 1, 2, "w1", new NoteReference("n", "h"), "d3"));
        assertThat(bindings()).containsExactly("z1 s1 v1", "z1 s2 null");
    }

    @Test
    void a_deactivation_leaves_the_zone_bound_to_nothing() {
        activate("s1", "v1", 1);
        on(new ZoneDeactivated("z1", "s1", "v1", 2, 1, null, "d2"));
        assertThat(bindings()).containsExactly("z1 s1 null", "z1 s2 null");
    }

    @Test
    void what_governs_and_since_when_and_by_whom_stands_in_one_row() {
        activate("s1", "v1", 1);
        assertThat(governance()).containsExactly("z1 1 s1 v1 null d1 admin:test");
        on(new ZoneDeactivated("z1", "s1", "v1", 2, 1, null, "d2"));
        assertThat(governance()).containsExactly("z1 2 s1 null v1 d2 admin:test");
        assertThat(views.rows("select since at time zone 'UTC' from governance"))
                .containsExactly("2026-01-01 00:00:00.123456");
    }

    @Test
    void rejects_an_activation_of_an_unknown_set() {
        assertThatThrownBy(() -> activate("s9", "v1", 1)).hasMessageContaining("no binding of set s9");
    }

    @Test
    void a_zone_is_listed_under_its_slug() {
        new ZoneProjector(ViewWriter.immediate(views.database()))
                .on(new ZoneRegistered("z1", "Payments", "pay", true), AT, BY);
        assertThat(views.rows("select id, name, slug, dcr_enabled, created_by from registered_zones"))
                .containsExactly("z1 Payments pay t admin:test");
    }

    @Test
    void the_settings_of_a_zone_are_those_of_its_latest_change() {
        var settings = new ZoneSettingsProjector(ViewWriter.immediate(views.database()));
        settings.on(new ZoneSettingsChanged("z1", 1, true, "required", null));
        settings.on(new ZoneSettingsChanged("z2", 1, true, null, null));
        settings.on(new ZoneSettingsChanged("z1", 2, false, "warn", "required"));
        assertThat(views.rows(
                        "select zone_id, settings_seq, strict, canaries, evidence from zone_settings order by zone_id"))
                .containsExactly("z1 2 f warn required", "z2 1 t off none");
    }

    @Test
    void a_change_of_a_zone_leaves_what_it_does_not_name_and_says_by_whom() {
        var zones = new ZoneProjector(ViewWriter.immediate(views.database()));
        zones.on(new ZoneRegistered("z1", "Payments", "pay", true), AT, BY.and("account", "acc-1"));
        zones.on(new ZoneChanged("z1", "Payments EU", null, null, false, null), AT, BY.and("viaOperator", true));
        assertThat(
                        views.rows(
                                "select name, slug, dcr_enabled, operator_coauthor_badge, operator_governed, account, updated_by, updated_via_operator from registered_zones"))
                .containsExactly("Payments EU pay t f f acc-1 admin:test t");
        zones.on(new ZoneArchived("z1"), AT.plusSeconds(1));
        assertThat(views.rows("select archived_at > updated_at, updated_by from registered_zones"))
                .containsExactly("t admin:test");
    }

    @Test
    void an_imported_change_without_an_author_has_no_author() {
        var zones = new ZoneProjector(ViewWriter.immediate(views.database()));
        zones.on(new ZoneRegistered("z1", "Payments", "pay", true), AT, BY);
        zones.on(new ZoneChanged("z1", "Payments EU", null, null, null, null), AT, IMPORTED);
        assertThat(views.rows("select name, updated_by from registered_zones")).containsExactly("Payments EU null");
    }

    @Test
    void a_late_imported_activation_does_not_replace_a_later_change_of_its_set() {
        views.sql()
                .sql("update policy_sets set updated_at = '2026-05-01', updated_by = 'zoe'")
                .update();
        bindings.on(activated("s1", "v1", 1), AT, IMPORTED);
        assertThat(bindings()).containsExactly("z1 s1 v1", "z1 s2 null");
        assertThat(views.rows("select updated_by from policy_sets where id = 's1'"))
                .containsExactly("zoe");
    }

    private void activate(String policySetId, String versionId, long seq) {
        on(activated(policySetId, versionId, seq));
    }

    private static PolicySetVersionActivated activated(String policySetId, String versionId, long seq) {
        return new PolicySetVersionActivated(
                "z1", policySetId, versionId, "sha", seq, null, null, null, ActivationGrounds.NONE, "d" + seq);
    }

    private void on(GovernanceChanged event) {
        bindings.on(event, AT, BY);
    }

    private void set(String policySetId, String... versionIds) {
        views.sql()
                .sql(
                        """
                insert into policy_sets (id, zone_id, name, created_by) values (:id, 'z1', :id, 'admin:test')
                """)
                .param("id", policySetId)
                .update();
        int number = 0;
        for (var versionId : versionIds) {
            views.sql()
                    .sql(
                            """
                    insert into policy_set_versions
                        (id, policy_set_id, version, manifest_json, manifest_sha256, schema_version, created_by)
                    values (:id, :set, :number, '[]', 'sha', '2026-05-20', 'admin:test')
                    """)
                    .param("id", versionId)
                    .param("set", policySetId)
                    .param("number", ++number)
                    .update();
        }
        bindings.on(new PolicySetCreated(policySetId, "z1", policySetId, null), AT);
    }

    private List<String> bindings() {
        return views.rows("select zone_id, policy_set_id, active_version_id from policy_set_bindings order by 1, 2");
    }

    private List<String> governance() {
        return views.rows(
                """
                select zone_id, activation_seq, policy_set_id, version_id, previous_version_id, dispatch_id, actor
                from governance
                """);
    }
}
