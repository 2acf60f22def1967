package dev.edict.projector.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.command.api.policy.PolicyCreated;
import dev.edict.projector.rebuild.ViewRebuild.Column;
import dev.edict.projector.rebuild.ViewRebuild.Comparison;
import dev.edict.projector.rebuild.ViewRebuild.Difference;
import dev.edict.projector.rebuild.ViewRebuild.Kind;
import dev.edict.projector.rebuild.ViewRebuild.Table;
import dev.edict.projector.rebuild.ViewRebuild.View;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.GenericTrackedEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The differences that a rebuild finds in live tables. */
@Tag("servers")
class CompareViewsTest {

    private static final String TEXT_OF_PV2 =
            "the log has no text with the SHA-256 %s of policy version pv2: it is missing or was changed"
                    .formatted(ProcessedLog.HASH_OF_TWO);

    private final ProcessedLog log = new ProcessedLog();

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void the_live_tables_equal_the_replay_of_the_log() {
        var comparison = compare(View.ALL);
        assertThat(comparison.equal()).isTrue();
        assertThat(comparison.head()).isEqualTo(log.head()).isEqualTo(comparison.timelineUpTo());
        assertThat(comparison.tables())
                .allSatisfy(table -> {
                    assertThat(table.live()).isEqualTo(table.rebuilt());
                    assertThat(table.rebuilt().count()).isPositive();
                    assertThat(table.rebuilt().sha256()).hasSize(64);
                })
                .extracting(Table::name)
                .containsExactlyElementsOf(log.rows("select tablename from pg_tables where schemaname = 'views'"
                        + " and tablename <> 'flyway_schema_history' order by 1"));
        assertThat(comparison.tables())
                .extracting(table -> table.rebuilt().sha256())
                .doesNotHaveDuplicates();
    }

    @Test
    void leaves_no_shadow_schema_behind() {
        compare(View.ALL);
        assertThat(log.rows("select nspname from pg_namespace where nspname like 'views%'"))
                .containsExactly("views");
        assertThat(log.rows("select count(*) from pg_locks where locktype = 'advisory'"))
                .containsExactly("0");
    }

    @Test
    void a_changed_column_of_any_table_is_found_and_named() {
        log.byHand(
                """
                update views.registered_zones set slug = 'other' where id = 'z2';
                update views.policies set description = '' where id = 'p2';
                update views.policy_versions set content = 'One' where id = 'pv1';
                update views.policy_sets set updated_by = null where id = 's3';
                update views.policy_set_versions set manifest_json = '[]' where id = 'w1';
                update views.policy_set_bindings set active_version_id = 'v2' where policy_set_id = 's1';
                update views.governance set activation_seq = 7 where zone_id = 'z1';
                update views.zone_activations set manifest_sha256 = 'other' where zone_id = 'z1';
                update views.canaries set expect = 'allow' where name = 'refund';
                update views.zone_canaries set canaries_version = 9 where zone_id = 'z1';
                update views.catalogues set replaced_by = 'nobody' where zone_id = 'z1';
                update views.suite_versions set in_force = false where name = 'reads';
                update views.zone_suites set cases = 9 where zone_id = 'z1';
                update views.timeline set actor = 'nobody' where sequence = 4
                """);
        assertThat(differences(View.ALL))
                .containsExactlyInAnyOrder(
                        changed("registered_zones", key("id", "z2"), "slug", "\"other\"", "\"loans\""),
                        changed("policies", key("id", "p2"), "description", "\"\"", "null"),
                        changed("policy_versions", key("id", "pv1"), "content", "\"One\"", "\"one\""),
                        changed("policy_sets", key("id", "s3"), "updated_by", "null", "\"admin:test\""),
                        changed(
                                "policy_set_versions",
                                key("id", "w1"),
                                "manifest_json",
                                "[]",
                                "[{\"policy_version_id\":\"pv1\"}]"),
                        changed("policy_set_bindings", binding("z1", "s1"), "active_version_id", "\"v2\"", "\"v1\""),
                        changed("governance", key("zone_id", "z1"), "activation_seq", "7", "3"),
                        changed("zone_activations", key("zone_id", "z1"), "manifest_sha256", "\"other\"", "\"m-1\""),
                        changed(
                                "canaries",
                                "{\"name\": \"refund\", \"zone_id\": \"z1\"}",
                                "expect",
                                "\"allow\"",
                                "\"deny\""),
                        changed("zone_canaries", key("zone_id", "z1"), "canaries_version", "9", "3"),
                        changed("catalogues", key("zone_id", "z1"), "replaced_by", "\"nobody\"", "\"admin:test\""),
                        changed(
                                "suite_versions",
                                "{\"name\": \"reads\", \"version\": 1, \"zone_id\": \"z1\"}",
                                "in_force",
                                "false",
                                "true"),
                        changed("zone_suites", key("zone_id", "z1"), "cases", "9", "1"),
                        changed("timeline", "{\"sequence\": 4}", "actor", "\"nobody\"", "\"admin:test\""));
    }

    @Test
    void a_missing_row_of_any_table_is_found_and_named() {
        log.byHand(
                """
                delete from views.registered_zones where id = 'z1';
                delete from views.policies where id = 'p1';
                delete from views.policy_versions where id = 'pv2';
                delete from views.policy_sets where id = 's3';
                delete from views.policy_set_versions where id = 'v2';
                delete from views.policy_set_bindings where policy_set_id = 's2';
                delete from views.governance where zone_id = 'z2';
                delete from views.zone_activations where zone_id = 'z2';
                delete from views.zone_canaries where zone_id = 'z1';
                delete from views.catalogues where zone_id = 'z1';
                delete from views.suite_versions where name = 'pays';
                delete from views.zone_suites where zone_id = 'z1';
                delete from views.timeline where sequence = 19
                """);
        assertThat(differences(View.ALL))
                .containsExactlyInAnyOrder(
                        missing("registered_zones", key("id", "z1")),
                        missing("policies", key("id", "p1")),
                        missing("policy_versions", key("id", "pv2")),
                        missing("policy_sets", key("id", "s3")),
                        missing("policy_set_versions", key("id", "v2")),
                        missing("policy_set_bindings", binding("z1", "s2")),
                        missing("governance", key("zone_id", "z2")),
                        missing("zone_activations", key("zone_id", "z2")),
                        missing("zone_canaries", key("zone_id", "z1")),
                        missing("catalogues", key("zone_id", "z1")),
                        missing("suite_versions", "{\"name\": \"pays\", \"version\": 1, \"zone_id\": \"z1\"}"),
                        missing("zone_suites", key("zone_id", "z1")),
                        missing("timeline", "{\"sequence\": 19}"));
    }

    @Test
    void an_extra_row_of_any_table_is_found_and_named() {
        add("registered_zones", "'{\"id\": \"z9\", \"slug\": \"nine\"}'");
        add("policies", "'{\"id\": \"p0\", \"name\": \"other\"}'");
        add("policy_versions", "'{\"id\": \"pv0\", \"version\": 9}'");
        add("policy_sets", "'{\"id\": \"s0\", \"name\": \"other\"}'");
        add("policy_set_versions", "'{\"id\": \"v9\", \"version\": 9}'");
        add("policy_set_bindings", "'{\"zone_id\": \"z9\"}'");
        add("governance", "'{\"zone_id\": \"z9\"}'");
        add("zone_activations", "'{\"zone_id\": \"z9\", \"position\": 999}'");
        add("zone_canaries", "'{\"zone_id\": \"z9\"}'");
        add("catalogues", "'{\"zone_id\": \"z9\"}'");
        add("zone_suites", "'{\"zone_id\": \"z9\"}'");
        add("timeline", "'{\"sequence\": 999}'");
        assertThat(differences(View.ALL))
                .containsExactlyInAnyOrder(
                        unknown("registered_zones", key("id", "z9")),
                        unknown("policies", key("id", "p0")),
                        unknown("policy_versions", key("id", "pv0")),
                        unknown("policy_sets", key("id", "s0")),
                        unknown("policy_set_versions", key("id", "v9")),
                        unknown("policy_set_bindings", binding("z9", "s1")),
                        unknown("governance", key("zone_id", "z9")),
                        unknown("zone_activations", key("zone_id", "z9")),
                        unknown("zone_canaries", key("zone_id", "z9")),
                        unknown("catalogues", key("zone_id", "z9")),
                        unknown("zone_suites", key("zone_id", "z9")),
                        unknown("timeline", "{\"sequence\": 999}"));
    }

    /** A copy of the first row with some columns changed. */
    private void add(String table, String columns) {
        log.byHand(
                """
                insert into views.%1$s
                select (jsonb_populate_record(r, %2$s)).* from views.%1$s r order by r limit 1
                """
                        .formatted(table, columns));
    }

    @Test
    void several_differences_are_counted_and_the_first_by_key_is_named() {
        log.byHand("update views.timeline set summary = '' where sequence in (12, 2, 7)");
        assertThat(compare(View.ALL).tables())
                .extracting(Table::difference)
                .filteredOn(Objects::nonNull)
                .singleElement()
                .returns(3L, Difference::rows)
                .returns("{\"sequence\": 2}", Difference::key);
    }

    @Test
    void a_timeline_that_is_behind_is_compared_as_far_as_it_is() {
        log.append(new PolicyCreated("p3", "z1", "late", null));
        var comparison = compare(View.ALL);
        assertThat(comparison.equal()).isTrue();
        assertThat(comparison.timelineUpTo()).isEqualTo(comparison.head() - 1);
        assertThat(log.rows("select count(*) from policies where id = 'p3'")).containsExactly("1");
    }

    @Test
    void an_event_that_waits_as_a_dead_letter_is_not_missed_in_the_timeline() {
        log.byHand("insert into projection.dead_letter (letter_id, processor_name, zone_id, position_in_zone,"
                + " message_type, event_id, occurred_at, event_type, payload, enqueued_at) select 'l', 'timeline', 'z2', 0,"
                + " 'm', event_id, occurred_at, event_type, '', '' from events.domain_event where global_index = 19;"
                + " delete from views.timeline where sequence = 19");
        var comparison = compare(View.ALL);
        assertThat(comparison.equal()).isTrue();
        assertThat(comparison.setAside()).isOne();
    }

    @Test
    void an_event_missing_from_the_replay_is_found() {
        Map.ofEntries(
                        Map.entry(1L, "registered_zones"),
                        Map.entry(4L, "policy_versions"),
                        Map.entry(13L, "timeline"),
                        Map.entry(18L, "governance"),
                        Map.entry(19L, "policy_sets"),
                        Map.entry(20L, "zone_settings"),
                        Map.entry(21L, "canaries"),
                        Map.entry(23L, "zone_canaries"),
                        Map.entry(24L, "catalogues"),
                        Map.entry(25L, "suite_versions"),
                        Map.entry(27L, "zone_suites"))
                .forEach((index, table) -> assertThat(differences(compare(log.rebuild(deafTo(index)), View.ALL)))
                        .anyMatch(difference -> difference.startsWith(table)));
    }

    private Altered deafTo(long index) {
        return new Altered(
                log.engine(),
                events -> events.map(event -> index(event) == index
                        ? new GenericTrackedEventMessage<>(event.trackingToken(), new GenericEventMessage<>("nothing"))
                        : event));
    }

    @Test
    void rejects_a_gap_in_the_log() {
        var holey = new Altered(log.engine(), events -> events.filter(event -> index(event) != 5));
        assertThatThrownBy(() -> compare(log.rebuild(holey), View.ALL))
                .hasMessage("event 5 is missing from the log, although later events exist");
    }

    @Test
    void an_event_that_cannot_be_handled_is_named_with_its_projector() {
        log.byHand("alter table events.content disable trigger all; delete from events.content where content = 'two'");
        assertThatThrownBy(() -> compare(View.ALL))
                .hasMessage("event 5 of the log cannot be handled by PolicyProjector: " + TEXT_OF_PV2);
    }

    @Test
    void a_changed_text_is_named_and_never_swapped_in() {
        log.byHand("alter table events.content disable trigger all;"
                + " update events.content set content = 'two!' where content = 'two'");
        assertThatThrownBy(() -> log.rebuild().run(View.ALL, true, new Heard()))
                .hasMessage("event 5 of the log cannot be handled by PolicyProjector: " + TEXT_OF_PV2)
                .hasMessageNotContaining("two!");
        assertThat(log.rows("select content from views.policy_versions where id = 'pv2'"))
                .containsExactly("two");
    }

    @Test
    void the_timeline_alone_is_compared_whatever_the_enforcement_tables_say() {
        log.byHand("update views.policies set name = 'x'");
        var comparison = compare(View.TIMELINE);
        assertThat(comparison.equal()).isTrue();
        assertThat(comparison.tables()).extracting(Table::name).containsExactly("timeline");
        log.byHand("update views.timeline set summary = 'x' where sequence = 3");
        assertThat(compare(View.TIMELINE).equal()).isFalse();
    }

    @Test
    void the_enforcement_tables_are_compared_without_the_timeline() {
        log.byHand("update views.timeline set summary = 'x'");
        var comparison = compare(View.ENFORCEMENT);
        assertThat(comparison.equal()).isTrue();
        assertThat(comparison.tables()).hasSize(14).extracting(Table::name).doesNotContain("timeline");
    }

    private List<String> differences(View view) {
        return differences(compare(view));
    }

    private static List<String> differences(Comparison comparison) {
        return comparison.tables().stream()
                .filter(table -> table.difference() != null)
                .map(table -> table.name() + " " + table.difference())
                .toList();
    }

    private static String changed(String table, String key, String column, String live, String rebuilt) {
        return table + " " + new Difference(1, key, Kind.CHANGED, List.of(new Column(column, live, rebuilt)));
    }

    private static String missing(String table, String key) {
        return table + " " + new Difference(1, key, Kind.MISSING, List.of());
    }

    private static String unknown(String table, String key) {
        return table + " " + new Difference(1, key, Kind.UNKNOWN_TO_THE_LOG, List.of());
    }

    private static String key(String column, String value) {
        return "{\"%s\": \"%s\"}".formatted(column, value);
    }

    private static String binding(String zoneId, String policySetId) {
        return "{\"zone_id\": \"%s\", \"policy_set_id\": \"%s\"}".formatted(zoneId, policySetId);
    }

    private Comparison compare(View view) {
        return compare(log.rebuild(), view);
    }

    private static Comparison compare(ViewRebuild rebuild, View view) {
        return rebuild.run(view, false, new Heard()).comparison();
    }

    private static long index(TrackedEventMessage<?> event) {
        return event.trackingToken().position().orElseThrow();
    }
}
