package dev.edict.diagnosis;

import static dev.edict.diagnosis.DiagnosisScene.ENTRY_BEFORE;
import static dev.edict.diagnosis.DiagnosisScene.ZONE;
import static dev.edict.diagnosis.DiagnosisScene.manifest;
import static dev.edict.diagnosis.SymptomName.DECISIONS_DO_NOT_CHANGE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An activation succeeds and decisions do not change: each way on purpose, and named rightly. */
@Tag("servers")
class DiagnoseUnchangedDecisionsTest {

    private final DiagnosisScene scene = new DiagnosisScene();

    @BeforeEach
    void healthyZone() {
        scene.versions().seal("v1", "app_ids := {\"a\": \"app-1\"}\n");
        scene.versions().seal("v2", "app_ids := {\"a\": \"app-1\"}\n");
        scene.activated(1, "v1");
        scene.activated(2, "v2");
        scene.replica("gw-1");
        scene.loaded("gw-1", 2);
    }

    private List<Cause> causes() {
        return scene.causes(DECISIONS_DO_NOT_CHANGE);
    }

    private Cause only() {
        assertThat(causes()).hasSize(1);
        return causes().get(0);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> point(Cause cause) {
        return ((List<Map<String, Object>>) cause.evidence().getOrDefault("decision_points", List.of())).get(0);
    }

    /** The replica still has what it had before the change. */
    private void behind() {
        scene.change("delete from bridge.load");
        scene.change("delete from bridge.decision_point_zone");
        scene.reports("gw-1", 1, "loaded", 3_000);
        scene.change("update bridge.decision_point_zone set loaded_at = (select committed_at from bridge.deployment"
                + " where activation_seq = 1), reported_at = now() - interval '3000 seconds'");
        scene.change(
                "update bridge.deployment set committed_at = now() - interval '4000 seconds' where activation_seq = 1");
        scene.change("update bridge.decision_point_zone set loaded_at = now() - interval '3000 seconds'");
        scene.change("update bridge.decision_point set began_at = now() - interval '5000 seconds'");
    }

    @Test
    void a_healthy_zone_has_no_cause() {
        assertThat(causes()).isEmpty();
        assertThat(scene.diagnosis().activationSeq()).isEqualTo(2);
        assertThat(scene.diagnosis().symptoms().get(0).lookedFor()).startsWith(CauseName.MANIFEST_UNCHANGED);
    }

    @Test
    void a_change_that_is_on_its_way_has_no_cause() {
        behind();
        scene.change(
                "update bridge.deployment set committed_at = now() - interval '1 second' where activation_seq = 2");
        scene.change("update bridge.outbox set created_at = now() - interval '1 second', sent_at = null");
        assertThat(causes()).isEmpty();
    }

    @Test
    void one_that_never_was_activated_has_no_cause() {
        scene.change("truncate bridge.deployment, bridge.outbox cascade");
        assertThat(causes()).isEmpty();
    }

    @Test
    void a_stopped_relay_is_an_unsent_row() {
        behind();
        scene.change(
                "update bridge.outbox set sent_at = null, stream_entry = null, attempts = 0 where activation_seq = 2");
        assertThat(causes()).extracting(Cause::cause).startsWith(CauseName.OUTBOX_ROW_UNSENT);
        assertThat(causes().get(0).sentence()).contains("no relay has tried");
        assertThat(causes().get(0).evidence()).containsEntry("outbox_id", "o-2").containsEntry("attempts", 0);
    }

    @Test
    void a_redis_that_refuses_is_an_unsent_row_with_its_error() {
        scene.change(
                "update bridge.outbox set sent_at = null, attempts = 7, last_error = 'OOM' where activation_seq = 2");
        assertThat(only().cause()).isEqualTo(CauseName.OUTBOX_ROW_UNSENT);
        assertThat(only().sentence()).contains("7 attempts failed", "OOM");
    }

    @Test
    void a_stream_that_redis_lost_is_named_until_the_zone_is_published_again() {
        scene.change(
                "insert into bridge.resync (stream, incarnation, reasons, noticed_at) values ('s', 1, 'replaced', now())");
        scene.change(
                "insert into bridge.resync_dispatch (id, stream, incarnation, zone_id) values ('d', 's', 1, ?)", ZONE);
        assertThat(only().cause()).isEqualTo(CauseName.STREAM_ENTRIES_LOST);
        assertThat(only().evidence()).containsEntry("reasons", "replaced");
        scene.change("update bridge.resync_dispatch set sent_at = now()");
        assertThat(causes()).isEmpty();
    }

    @Test
    void a_group_that_was_not_given_the_entry_is_named_with_what_it_was_given() {
        scene.delivered(ENTRY_BEFORE);
        assertThat(only().cause()).isEqualTo(CauseName.GROUP_LAG);
        assertThat(only().sentence()).contains("caracal-sts");
        assertThat(only().evidence()).containsEntry("stream_entry", "1732981000-3");
        assertThat(String.valueOf(only().evidence().get("groups"))).contains("1732981000-2");
    }

    @Test
    void a_wrong_key_is_named_by_the_entries_that_were_dropped_since() {
        behind();
        scene.change("update bridge.decision_point set rejected_invalidations = 3, rejected_at = now()");
        assertThat(only().cause()).isEqualTo(CauseName.KEY_MISMATCH);
        assertThat(point(only())).containsEntry("rejected_invalidations", 3L).containsEntry("id", "gw-1");
    }

    @Test
    void entries_that_were_dropped_before_the_change_show_no_wrong_key() {
        behind();
        scene.change(
                "update bridge.decision_point set rejected_invalidations = 3, rejected_at = now() - interval '1 hour'");
        assertThat(only().cause()).isEqualTo(CauseName.DECISION_POINT_BEHIND);
    }

    @Test
    void dropped_entries_are_no_cause_where_the_change_was_loaded_all_the_same() {
        scene.change("update bridge.decision_point set rejected_invalidations = 3, rejected_at = now()");
        assertThat(causes()).isEmpty();
    }

    @Test
    void what_cannot_be_compiled_is_named_with_its_error() {
        behind();
        scene.reports("gw-1", 2, "failed", 10);
        scene.change("update bridge.decision_point_zone set error = 'v2-p0:6:1: wrong_shape'");
        assertThat(only().cause()).isEqualTo(CauseName.COMPILE_ERROR);
        assertThat(point(only())).containsEntry("error", "v2-p0:6:1: wrong_shape");
    }

    @Test
    void a_paused_process_is_silent() {
        behind();
        scene.change("update bridge.decision_point set lease_until = now() - interval '20 seconds'");
        assertThat(only().cause()).isEqualTo(CauseName.DECISION_POINT_SILENT);
    }

    @Test
    void one_that_said_goodbye_is_no_cause() {
        behind();
        scene.replica("gw-2");
        scene.loaded("gw-2", 2);
        scene.change(
                "update bridge.decision_point set ended_at = now(), ended_by = 'goodbye', lease_until = now() where id = 'gw-1'");
        assertThat(causes()).isEmpty();
    }

    @Test
    void an_old_manifest_that_is_reported_after_the_change_is_named() {
        behind();
        scene.change("update bridge.decision_point_zone set reported_at = now() - interval '10 seconds'");
        assertThat(only().cause()).isEqualTo(CauseName.OLDER_MANIFEST);
        assertThat(point(only()))
                .containsEntry("activation_seq", 1L)
                .containsEntry("manifest_sha256", manifest(1))
                .containsEntry("version_id", "v1");
    }

    @Test
    void a_manifest_of_no_activation_is_named() {
        behind();
        scene.change("update bridge.decision_point set kind = 'sts'");
        scene.change("update bridge.decision_point_zone set state = 'foreign', error = 'enforces the manifest f00'");
        assertThat(only().cause()).isEqualTo(CauseName.UNKNOWN_MANIFEST);
    }

    @Test
    void one_that_reports_and_did_not_load_it_is_behind() {
        behind();
        assertThat(only().cause()).isEqualTo(CauseName.DECISION_POINT_BEHIND);
        assertThat(only().sentence()).contains("Activation 2", "gw-1");
    }

    @Test
    void a_stock_sts_before_its_first_request_is_no_cause() {
        scene.change("truncate bridge.load, bridge.decision_point_zone");
        scene.change("update bridge.decision_point set kind = 'sts', staleness_budget_seconds = null");
        scene.change(
                """
                insert into bridge.decision_point_zone (id, incarnation, zone_id, state, activation_seq, loaded_seq, reported_at)
                values ('gw-1', 1, ?, 'not_loaded', 0, 1, now())
                """,
                ZONE);
        assertThat(causes()).isEmpty();
    }

    @Test
    void one_that_has_loaded_nothing_has_nothing_older() {
        scene.replica("gw-2");
        assertThat(causes()).isEmpty();
    }

    @Test
    void a_zone_without_a_decision_point_is_named() {
        scene.change("truncate bridge.decision_point cascade");
        assertThat(only().cause()).isEqualTo(CauseName.NO_DECISION_POINT);
    }

    @Test
    void a_clock_that_is_ahead_is_named_by_a_load_in_the_future() {
        scene.change("update bridge.decision_point_zone set loaded_at = reported_at + interval '30 seconds'");
        assertThat(only().cause()).isEqualTo(CauseName.CLOCK_SKEW);
        assertThat(point(only())).containsEntry("clock_skew_ms", 30_000L);
    }

    @Test
    void a_clock_that_is_behind_is_named_by_a_load_before_the_commit() {
        scene.change("update bridge.decision_point_zone set loaded_at = now() - interval '100 seconds'");
        assertThat(only().cause()).isEqualTo(CauseName.CLOCK_SKEW);
    }

    @Test
    void a_load_that_was_reported_late_shows_nothing_about_the_clock() {
        scene.change("update bridge.decision_point_zone set reported_at = now()");
        assertThat(causes()).isEmpty();
    }

    @Test
    void an_activation_of_the_same_manifest_is_named() {
        scene.change("update bridge.deployment set manifest_sha256 = ?", manifest(9));
        assertThat(only().cause()).isEqualTo(CauseName.MANIFEST_UNCHANGED);
        assertThat(only().evidence()).containsEntry("version_id_before", "v1");
    }

    @Test
    void the_likeliest_cause_comes_first() {
        behind();
        scene.change("update bridge.outbox set sent_at = null where activation_seq = 2");
        assertThat(causes())
                .extracting(Cause::cause)
                .containsExactly(CauseName.OUTBOX_ROW_UNSENT, CauseName.DECISION_POINT_BEHIND);
    }
}
