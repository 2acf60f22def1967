package dev.edict.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code edict import}, again: after something changed on either side. */
@Tag("servers")
class ImportAgainTest {

    private final Move move = Move.made();

    @AfterEach
    void forget() {
        move.close();
    }

    @Test
    void a_second_run_changes_nothing() {
        var events = move.edict().count("events.domain_event");
        var again = move.imported();
        assertThat(again.out())
                .containsPattern("policy version +400 +0 +400 +0 +0\n")
                .containsPattern("activation +10 +0 +9 +1 +0\n");
        assertThat(move.edict().count("events.domain_event")).isEqualTo(events);
    }

    @Test
    void only_what_is_new_there_is_added() {
        var events = move.edict().count("events.domain_event");
        move.addVersion("pv-new", "policy-1", 9);
        assertThat(move.imported().out()).containsPattern("policy version +401 +1 +400 +0 +1\n");
        assertThat(move.edict().count("events.domain_event")).isEqualTo(events + 1);
        assertThat(move.edict().rows("views", "policies"))
                .isEqualTo(move.caracal().rows("public", "policies"));
    }

    @Test
    void what_differs_here_is_left_as_it_is_and_reported() {
        move.byHand(
                "update policy_versions set content = 'x', content_sha256 = encode(sha256('x'), 'hex') where id = 'pv-1-1'");
        move.byHand("update policies set name = 'else' where id = 'policy-2'");
        move.byHand("update policy_versions set id = 'pv-other' where id = 'pv-7-3'");
        move.caracal().execute("update policies set archived_at = now() where id = 'policy-3'");
        var before = move.edict().rows("views", "policy_versions");
        assertThat(move.imported().out())
                .contains("skipped: policy version pv-1-1: another version has its id in Edict")
                .contains("skipped: policy policy-2: another one has its id in Edict: “grants-2” in zone zone-1")
                .contains("skipped: policy version pv-other: version 3 is another one in Edict")
                .contains("skipped: policy policy-3: archived in the source after the import, live in Edict");
        assertThat(move.edict().rows("views", "policy_versions")).isEqualTo(before);
    }

    @Test
    void a_zone_whose_slug_is_taken_is_skipped_with_all_that_is_in_it() {
        move.caracal()
                .execute(
                        """
                update zones set slug = 'freed' where id = 'zone-1';
                insert into zones (id, name, slug, created_by) values ('zone-x', 'X', 'zone-1', 'zoe');
                insert into policies (id, zone_id, name, created_by) values ('policy-x', 'zone-x', 'x', 'zoe')
                """);
        move.addVersion("pv-x", "policy-x", 1);
        assertThat(move.imported().out())
                .contains("skipped: zone zone-x: another zone in Edict has the slug zone-1")
                .contains("skipped: policy policy-x: its zone zone-x was skipped")
                .contains("skipped: policy version pv-x: its policy was skipped");
    }

    @Test
    void a_later_activation_of_the_source_applies_until_a_local_decision() {
        move.activateThere("set-1-1", "set-1-1-v3", "2026-02-01Z");
        move.activateThere("set-3-2", "set-3-2-v1", "2026-02-01Z");
        assertThat(move.imported().out()).containsPattern("activation +10 +2 +7 +1 +0\n");
        move.caracal().execute("update policy_set_bindings set active_version_id = null where zone_id = 'zone-10'");
        assertIsAsThere("policy_sets", "policy_set_bindings");
        assertThat(move.edict()
                        .texts("select replaced_seq::text from command.activation"
                                + " where zone_id = 'zone-1' and version_id = 'set-1-1-v3'"))
                .containsExactly("1");

        decideLocally("zone-1");
        move.activateThere("set-1-1", "set-1-1-v1", "2026-02-02Z");
        assertThat(move.imported().out())
                .contains("skipped: activation zone-1: the governing version was decided in Edict since the import");
    }

    @Test
    void a_zone_deactivated_in_the_source_is_reported() {
        move.caracal().execute("update policy_set_bindings set active_version_id = null where zone_id = 'zone-1'");
        assertThat(move.imported().out())
                .contains(
                        "skipped: activation zone-1: no version is active in the source any more, but set-1-1-v2 is active"
                                + " in Edict: deactivate the zone in Edict");
    }

    /** As a rollback leaves the log. */
    private void decideLocally(String zoneId) {
        move.edict()
                .sql()
                .sql(
                        """
                insert into events.domain_event (event_id, aggregate_type, aggregate_id, sequence_number, event_type,
                    revision, payload, metadata, occurred_at)
                select 'here', aggregate_type, aggregate_id, sequence_number + 1, event_type, revision,
                    replace(payload, '"activationSeq":2', '"activationSeq":3'),
                    '{"actor":"admin:test","requestId":"r"}', occurred_at
                from events.domain_event where aggregate_id = :zone order by sequence_number desc limit 1
                """)
                .param("zone", zoneId)
                .update();
    }

    @Test
    void a_zone_changed_in_the_source_is_reported() {
        move.caracal()
                .execute(
                        """
                update zones set name = 'Other' where id = 'zone-1';
                update zones set slug = 'other' where id = 'zone-2';
                update zones set dcr_enabled = not dcr_enabled where id = 'zone-3';
                update zones set archived_at = null where id = 'zone-10'
                """);
        assertThat(move.imported().out())
                .contains("skipped: zone zone-1: named “Other” in the source and “Zone “1”” in Edict")
                .contains("skipped: zone zone-2: its slug is other in the source and zone-2 in Edict")
                .contains("skipped: zone zone-3: its settings differ in Edict")
                .contains("skipped: zone zone-10: archived in Edict, live in the source");
    }

    @Test
    void nothing_is_added_to_an_entity_archived_here_and_live_in_the_source() {
        move.edict().execute("update command.policy set archived = true where policy_id = 'policy-3'");
        move.addVersion("pv-new", "policy-3", 9);
        assertThat(move.imported().out())
                .contains("skipped: policy policy-3: archived in Edict, live in the source")
                .contains("skipped: policy version pv-new: its policy is archived in Edict");
    }

    @Test
    void a_change_that_is_taken_over_late_does_not_show_over_a_later_one() {
        move.addVersion("pv-new", "policy-1", 9);
        move.imported();
        move.addVersion("pv-late", "policy-1", 8, "2025-12-01Z");
        move.caracal().execute("update policies set updated_at = '2026-01-01Z' where id = 'policy-1'");
        move.imported();
        assertIsAsThere("policies", "policy_versions");
    }

    private void assertIsAsThere(String... tables) {
        for (var table : tables) {
            assertThat(move.edict().rows("views", table))
                    .as(table)
                    .isEqualTo(move.caracal().rows("public", table));
        }
    }
}
