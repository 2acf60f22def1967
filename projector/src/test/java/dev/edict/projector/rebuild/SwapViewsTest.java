package dev.edict.projector.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.edict.command.api.policy.PolicyCreated;
import dev.edict.projector.rebuild.ViewRebuild.Outcome;
import dev.edict.projector.rebuild.ViewRebuild.View;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Rebuilt tables take the place of the live ones. */
@Tag("servers")
class SwapViewsTest {

    private static final String CATALOG =
            """
            select 'column', c.table_name, column_name, ordinal_position, data_type, is_nullable, column_default,
                    col_description((table_schema || '.' || table_name)::regclass, ordinal_position::int)
                from information_schema.columns c where table_schema = '%1$s'
            union all
            select 'constraint', table_name, constraint_name, null, constraint_type, is_deferrable, null, null
                from information_schema.table_constraints
                where table_schema = '%1$s' and constraint_name not like '%%not_null'
            union all
            select 'reference', constraint_name, unique_constraint_schema, null, unique_constraint_name, delete_rule,
                    null, null
                from information_schema.referential_constraints where constraint_schema = '%1$s'
            union all
            select 'index', tablename, indexname, null, indexdef, null, null, null
                from pg_indexes where schemaname = '%1$s'
            union all
            select 'table', tablename, tableowner, null, obj_description((schemaname || '.' || tablename)::regclass),
                    null, null, null
                from pg_tables where schemaname = '%1$s'
            order by 1, 2, 3, 4
            """;

    private final ProcessedLog log = new ProcessedLog();

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void the_shadow_schema_equals_the_live_schema() {
        log.byHand("comment on schema views is 'derived'");
        var before = catalog("views");
        swap(View.ALL);
        assertThat(catalog("views")).isEqualTo(before).hasSizeGreaterThan(80);
        assertThat(log.rows("select obj_description('views'::regnamespace)")).containsExactly("derived");
    }

    @ParameterizedTest
    @EnumSource
    void a_corrupted_row_is_repaired(View view) {
        var before = contents();
        log.byHand("update views.policy_set_bindings set active_version_id = 'v2' where policy_set_id = 's1'");
        log.byHand("update views.timeline set summary = 'x' where sequence = 3");
        var outcome = swap(view);
        assertThat(outcome.comparison().equal()).isFalse();
        assertThat(outcome.swappedAt()).hasValue(log.head());
        var expected = before.stream()
                .filter(row -> view == View.ALL || row.startsWith("timeline") == (view == View.TIMELINE))
                .toList();
        assertThat(contents()).containsAll(expected);
        assertThat(contents().equals(before)).isEqualTo(view == View.ALL);
        assertThat(run(view, false).comparison().equal()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void the_next_event_is_handled_by_the_new_tables(View view) {
        swap(view);
        log.append(new PolicyCreated("p9", "z1", "nine", null));
        assertThat(log.rows("select id from views.policies where id = 'p9'")).containsExactly("p9");
        assertThat(run(View.ALL, false).comparison().equal()).isTrue();
    }

    @Test
    void migrations_continue_after_a_swap() {
        var before = log.rows("select * from views.flyway_schema_history order by 1");
        swap(View.ALL);
        assertThat(log.rows("select * from views.flyway_schema_history order by 1"))
                .isEqualTo(before)
                .isNotEmpty();
        Flyway.configure()
                .dataSource(log.database())
                .schemas("views")
                .defaultSchema("views")
                .locations("classpath:db/views")
                .load()
                .validate();
    }

    @ParameterizedTest
    @EnumSource
    void a_swap_preserves_the_privileges(View view) {
        log.byHand(
                """
                do $$ begin create role "an STS"; exception when duplicate_object then null; end $$;
                grant usage on schema views to "an STS";
                grant select on views.policy_set_bindings to "an STS" with grant option;
                grant select (sequence, zone_id) on views.timeline to "an STS";
                grant select on views.governance to public;
                alter default privileges in schema views grant select on tables to "an STS"
                """);
        var before = privileges();
        swap(view);
        assertThat(privileges()).isEqualTo(before).hasSizeGreaterThan(4);
        swap(View.ALL);
        assertThat(privileges()).isEqualTo(before);
    }

    @Test
    void the_old_tables_are_kept_until_the_next_run() {
        swap(View.ALL);
        assertThat(log.rows("select count(*) from views_old.policies")).containsExactly("2");
        run(View.ALL, false);
        assertThat(schemas()).containsExactly("views");
    }

    @Test
    void drops_the_remains_of_a_killed_run() {
        swap(View.TIMELINE);
        log.byHand(
                "create schema views_next; comment on schema views_next is '%s'; create table views_next.half (id int)"
                        .formatted(ShadowSchema.MARK));
        assertThat(run(View.ALL, false).comparison().equal()).isTrue();
        assertThat(schemas()).containsExactly("views");
    }

    @ParameterizedTest
    @CsvSource({"views_next", "views_old"})
    void does_not_drop_a_schema_without_the_mark(String schema) {
        log.byHand("create schema %1$s; create table %1$s.precious (id int)".formatted(schema));
        assertThatThrownBy(() -> swap(View.ALL)).hasMessageContaining("the schema " + schema + " exists");
        assertThat(log.rows("select count(*) from %s.precious".formatted(schema)))
                .containsExactly("0");
    }

    @Test
    void rejects_a_swap_that_would_lose_an_object() {
        refusedAfter(
                "create view public.report as select * from views.timeline",
                "rule _RETURN on view public.report",
                "drop view public.report");
        refusedAfter(
                "create table public.mine (id text references views.policies)",
                "constraint mine_id_fkey on table public.mine",
                "drop table public.mine");
        refusedAfter("create view views.report as select 1 as one", "relation report", "drop view views.report");
        refusedAfter(
                "create function views.one() returns int language sql as 'select 1'",
                "function one()",
                "drop function views.one");
        refusedAfter(
                "create trigger mine before update on views.policies"
                        + " for each row execute function suppress_redundant_updates_trigger()",
                "trigger of policies: CREATE TRIGGER mine",
                "drop trigger mine on views.policies");
        refusedAfter(
                "alter table views.policies enable row level security",
                "relation policies",
                "alter table views.policies disable row level security");
        refusedAfter("create publication mine for table views.policies", "publication", "drop publication mine");
        assertThat(swap(View.ALL).swappedAt()).isPresent();
    }

    private void refusedAfter(String change, String named, String undo) {
        log.byHand(change);
        var before = catalog("views");
        assertThatThrownBy(() -> swap(View.ALL)).as(change).hasMessageContaining(named);
        assertThat(catalog("views")).isEqualTo(before);
        assertThat(schemas()).containsExactly("views");
        log.byHand(undo);
    }

    @Test
    void an_index_of_the_operators_own_is_made_again() {
        log.byHand("create index mine on views.policies (lower(name)) where archived_at is null");
        var before = catalog("views");
        swap(View.ALL);
        assertThat(catalog("views")).isEqualTo(before);
    }

    @Test
    void a_swap_preserves_the_owners() {
        log.byHand(
                """
                do $$ begin create role owner_of_views; exception when duplicate_object then null; end $$;
                alter schema views owner to owner_of_views;
                alter table views.policies owner to owner_of_views
                """);
        swap(View.ALL);
        assertThat(log.rows("select nspowner::regrole from pg_namespace where nspname = 'views'"))
                .containsExactly("owner_of_views");
        assertThat(log.rows("select tableowner from pg_tables where schemaname = 'views' and tablename = 'policies'"))
                .containsExactly("owner_of_views");
    }

    @Test
    void one_run_at_a_time() {
        try (var other = RebuildConnection.open(log.database())) {
            other.execute("select pg_advisory_lock(76159589241938)");
            assertThatThrownBy(() -> run(View.ALL, false)).hasMessageContaining("another rebuild is running");
        }
        assertThat(run(View.ALL, false).comparison().equal()).isTrue();
    }

    @Test
    void a_swap_waits_for_readers_and_leaves_other_tables_readable() {
        var heard = new Heard();
        try (var reader = RebuildConnection.open(log.database())) {
            reader.begin();
            assertThat(count(reader, "policies")).isEqualTo(2);
            var swap = CompletableFuture.supplyAsync(() -> log.rebuild().run(View.ENFORCEMENT, true, heard));
            await("the comparison, which needs no lock on a table").until(() -> !heard.comparisons.isEmpty());
            var before = heard.done.size();
            await("the swap to have been tried and put off a few times").until(() -> heard.done.size() > before + 2);
            assertThat(count(reader, "policy_set_bindings")).isEqualTo(3);
            assertThat(swap).isNotDone();
            reader.rollback();
            assertThat(swap).succeedsWithin(Duration.ofSeconds(10));
        }
    }

    private static long count(RebuildConnection reader, String table) {
        return reader.sql()
                .sql("select count(*) from views." + table)
                .query(Long.class)
                .single();
    }

    private Outcome swap(View view) {
        return run(view, true);
    }

    private Outcome run(View view, boolean swap) {
        return log.rebuild().run(view, swap, new Heard());
    }

    private List<String> catalog(String schema) {
        return log.rows(CATALOG.formatted(schema));
    }

    private List<String> contents() {
        return log
                .rows(
                        "select tablename from pg_tables where schemaname = 'views' and tablename not like 'flyway%' order by 1")
                .stream()
                .flatMap(table ->
                        log.rows("select '%1$s', r::text from views.%1$s r order by 2".formatted(table)).stream())
                .toList();
    }

    private List<String> privileges() {
        return log.rows(
                """
                select relname, acl.grantee::regrole, acl.privilege_type, acl.is_grantable
                    from pg_class, aclexplode(relacl) acl
                    where relnamespace = 'views'::regnamespace and relname not like 'flyway%' and grantee <> relowner
                union all
                select relname || '.' || attname, acl.grantee::regrole, acl.privilege_type, acl.is_grantable
                    from pg_class c join pg_attribute a on a.attrelid = c.oid, aclexplode(attacl) acl
                    where relnamespace = 'views'::regnamespace
                union all
                select nspname, acl.grantee::regrole, acl.privilege_type, acl.is_grantable
                    from pg_namespace, aclexplode(nspacl) acl where nspname = 'views' and grantee <> nspowner
                union all
                select 'default', acl.grantee::regrole, acl.privilege_type, acl.is_grantable
                    from pg_default_acl, aclexplode(defaclacl) acl where defaclnamespace = 'views'::regnamespace
                order by 1, 2, 3
                """);
    }

    private List<String> schemas() {
        return log.rows("select nspname from pg_namespace where nspname like 'views%' order by 1");
    }
}
