package dev.edict.projector.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.command.api.policy.PolicyCreated;
import dev.edict.projector.rebuild.ViewRebuild.Comparison;
import dev.edict.projector.rebuild.ViewRebuild.Difference;
import dev.edict.projector.rebuild.ViewRebuild.Kind;
import dev.edict.projector.rebuild.ViewRebuild.Table;
import dev.edict.projector.rebuild.ViewRebuild.View;
import java.util.Objects;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.GenericTrackedEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a rebuild finds out about live tables. */
class CompareViewsTest {

    private final ProcessedLog log = new ProcessedLog();

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void the_live_tables_are_the_fold_of_the_log() {
        var comparison = compare(View.ALL);
        assertThat(comparison.equal()).isTrue();
        assertThat(comparison.head()).isEqualTo(log.head()).isEqualTo(comparison.timelineUpTo());
        assertThat(comparison.tables())
                .allSatisfy(table -> {
                    assertThat(table.live()).isEqualTo(table.rebuilt());
                    assertThat(table.live().count()).isPositive();
                    assertThat(table.live().sha256()).hasSize(64);
                })
                .extracting(Table::name)
                .containsExactlyElementsOf(log.rows("select tablename from pg_tables where schemaname = 'views'"
                        + " and tablename <> 'flyway_schema_history' order by 1"));
        assertThat(comparison.tables())
                .extracting(table -> table.live().sha256())
                .doesNotHaveDuplicates();
    }

    @Test
    void nothing_is_left_behind() {
        compare(View.ALL);
        assertThat(log.rows("select nspname from pg_namespace where nspname like 'views%'"))
                .containsExactly("views");
        assertThat(log.rows("select count(*) from pg_locks where locktype = 'advisory'"))
                .containsExactly("0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "registered_zones | slug = 'other' where id = 'z2' | {\"id\": \"z2\"} | slug | \"other\" | \"loans\"",
                "policies | name = 'x' where id = 'p1' | {\"id\": \"p1\"} | name | \"x\" | \"grants\"",
                "policies | description = '' where id = 'p2' | {\"id\": \"p2\"} | description | \"\" | null",
                "policy_versions | content = 'One' where id = 'pv1' | {\"id\": \"pv1\"} | content | \"One\" | \"one\"",
                "policy_sets | archived_at = null where id = 's3' | {\"id\": \"s3\"} | archived_at | null |",
                "policy_set_versions | manifest_json = '[]' where id = 'w1' | {\"id\": \"w1\"} | manifest_json | [] | [{\"policy_version_id\":\"pv1\"}]",
                "policy_set_bindings | active_version_id = 'v2' where policy_set_id = 's1' | {\"zone_id\": \"z1\", \"policy_set_id\": \"s1\"} | active_version_id | \"v2\" | \"v1\"",
                "governance | activation_seq = 7 where zone_id = 'z1' | {\"zone_id\": \"z1\"} | activation_seq | 7 | 3",
                "timeline | actor = 'nobody' where sequence = 4 | {\"sequence\": 4} | actor | \"nobody\" | \"admin:test\"",
            })
    void a_changed_column_is_found_and_named(
            String table, String change, String key, String column, String live, @Nullable String rebuilt) {
        log.byHand("update views.%s set %s".formatted(table, change));
        var difference = difference(table);
        assertThat(difference.kind()).isEqualTo(Kind.CHANGED);
        assertThat(difference.rows()).isOne();
        assertThat(difference.key()).isEqualTo(key);
        assertThat(difference.columns()).singleElement().satisfies(found -> {
            assertThat(found.name()).isEqualTo(column);
            assertThat(found.live()).isEqualTo(live);
            if (rebuilt != null) {
                assertThat(found.rebuilt()).isEqualTo(rebuilt);
            }
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "registered_zones | id = 'z1' | {\"id\": \"z1\"}",
                "policies | id = 'p1' | {\"id\": \"p1\"}",
                "policy_versions | id = 'pv2' | {\"id\": \"pv2\"}",
                "policy_sets | id = 's3' | {\"id\": \"s3\"}",
                "policy_set_versions | id = 'v2' | {\"id\": \"v2\"}",
                "policy_set_bindings | policy_set_id = 's2' | {\"zone_id\": \"z1\", \"policy_set_id\": \"s2\"}",
                "governance | zone_id = 'z2' | {\"zone_id\": \"z2\"}",
                "timeline | sequence = 19 | {\"sequence\": 19}",
            })
    void a_missing_row_is_found_and_named(String table, String row, String key) {
        log.byHand("delete from views.%s where %s".formatted(table, row));
        var difference = difference(table);
        assertThat(difference.kind()).isEqualTo(Kind.MISSING);
        assertThat(difference.key()).isEqualTo(key);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "registered_zones | {\"id\": \"z9\", \"slug\": \"nine\"} | {\"id\": \"z9\"}",
                "policies | {\"id\": \"p0\", \"name\": \"other\"} | {\"id\": \"p0\"}",
                "policy_versions | {\"id\": \"pv0\", \"version\": 9} | {\"id\": \"pv0\"}",
                "policy_sets | {\"id\": \"s0\", \"name\": \"other\"} | {\"id\": \"s0\"}",
                "policy_set_versions | {\"id\": \"v9\", \"version\": 9} | {\"id\": \"v9\"}",
                "policy_set_bindings | {\"zone_id\": \"z9\"} | {\"zone_id\": \"z9\", \"policy_set_id\": \"s1\"}",
                "governance | {\"zone_id\": \"z9\"} | {\"zone_id\": \"z9\"}",
                "timeline | {\"sequence\": 999} | {\"sequence\": 999}",
            })
    void a_row_that_the_log_knows_nothing_of_is_found_and_named(String table, String values, String key) {
        log.byHand(
                "insert into views.%1$s select (jsonb_populate_record(r, '%2$s')).* from views.%1$s r order by r limit 1"
                        .formatted(table, values));
        var difference = difference(table);
        assertThat(difference.kind()).isEqualTo(Kind.UNKNOWN_TO_THE_LOG);
        assertThat(difference.key()).isEqualTo(key);
    }

    @Test
    void several_differences_are_counted_and_the_first_by_key_is_named() {
        log.byHand("update views.timeline set summary = '' where sequence in (12, 2, 7)");
        var difference = difference("timeline");
        assertThat(difference.rows()).isEqualTo(3);
        assertThat(difference.key()).isEqualTo("{\"sequence\": 2}");
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

    @ParameterizedTest
    @CsvSource({"1, registered_zones", "4, policy_versions", "13, timeline", "18, governance", "19, policy_sets"})
    void an_event_that_is_not_handled_in_the_fold_is_found(long index, String table) {
        var deaf = new Altered(
                log.engine(),
                events -> events.map(event -> index(event) == index
                        ? new GenericTrackedEventMessage<>(event.trackingToken(), new GenericEventMessage<>("nothing"))
                        : event));
        var difference = table(compare(log.rebuild(deaf), View.ALL), table).difference();
        assertThat(difference).isNotNull();
    }

    @Test
    void a_hole_in_the_log_is_refused() {
        var holey = new Altered(log.engine(), events -> events.filter(event -> index(event) != 5));
        assertThatThrownBy(() -> compare(log.rebuild(holey), View.ALL))
                .hasMessage("event 5 is not in the log, though later ones are");
    }

    @Test
    void an_event_that_cannot_be_handled_is_named_with_its_projector() {
        log.byHand("alter table events.content disable trigger all; delete from events.content where sha256 = 'sha-2'");
        assertThatThrownBy(() -> compare(View.ALL))
                .hasMessage("event 5 of the log cannot be handled by PolicyProjector: no content sha-2 in the log");
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
        assertThat(comparison.tables()).hasSize(7).extracting(Table::name).doesNotContain("timeline");
    }

    private Difference difference(String table) {
        var comparison = compare(View.ALL);
        assertThat(comparison.tables())
                .filteredOn(other -> !other.name().equals(table))
                .allSatisfy(other -> assertThat(other.difference()).isNull());
        return Objects.requireNonNull(table(comparison, table).difference(), table + " is equal");
    }

    private static Table table(Comparison comparison, String name) {
        return comparison.tables().stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElseThrow();
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
