package dev.edict.projector.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.projector.rebuild.ViewRebuild.View;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Edict's schemas beside a Caracal's {@code public}, read by a role that docs/operations/sts-role.sql makes. */
@Tag("servers")
class ReadAsTokenServiceTest {

    private static final List<String> POLICY_TABLES =
            List.of("policies", "policy_versions", "policy_sets", "policy_set_versions", "policy_set_bindings");

    private final ProcessedLog log = new ProcessedLog();
    private final JdbcClient sts = JdbcClient.create(asTokenService());

    @BeforeEach
    void a_caracal_in_public_and_the_role() throws IOException {
        for (var table : POLICY_TABLES) {
            log.byHand(
                    "create table public.%1$s (like views.%1$s); grant all on public.%1$s to public".formatted(table));
        }
        log.byHand("create table public.zones (id text); grant select on public.zones to public");
        log.byHand(
                "insert into public.policy_set_bindings values ('z1', 'old', 'old', now()), ('z9', 'old', 'old', now())");
        log.byHand("drop role if exists edict_sts");
        log.byHand(Files.readString(Path.of("..", "docs", "operations", "sts-role.sql"))
                .replace(":'password'", "'secret'"));
    }

    @AfterEach
    void close() {
        log.byHand("drop owned by edict_sts");
        log.close();
    }

    @Test
    void the_questions_of_the_contract_are_answered_by_edict_also_after_a_swap() {
        answersAreEdicts();
        log.rebuild().run(View.ALL, true, new Heard());
        answersAreEdicts();
        log.rebuild().run(View.ENFORCEMENT, true, new Heard());
        answersAreEdicts();
    }

    private void answersAreEdicts() {
        assertThat(asked("select distinct zone_id from policy_set_bindings where active_version_id is not null"))
                .containsExactly(Map.of("zone_id", "z1"));
        assertThat(
                        asked(
                                """
                select zone_id, policy_set_id, active_version_id from policy_set_bindings
                where zone_id = 'z1' and active_version_id is not null limit 1
                """))
                .containsExactly(Map.of("zone_id", "z1", "policy_set_id", "s1", "active_version_id", "v1"));
        assertThat(
                        asked(
                                """
                select id, manifest_json::text, manifest_sha256, schema_version from policy_set_versions where id = 'v1'
                """))
                .containsExactly(Map.of(
                        "id", "v1",
                        "manifest_json", "[{\"policy_version_id\": \"pv1\"}]",
                        "manifest_sha256", "m-1",
                        "schema_version", "2026-05-20"));
        assertThat(
                        asked(
                                "select activation_seq, version_id, manifest_sha256 from zone_activations where zone_id = 'z1'"))
                .containsExactly(Map.of("activation_seq", 3L, "version_id", "v1", "manifest_sha256", "m-1"));
        assertThat(asked("select id, content from policy_versions where id = any ('{pv1}')"))
                .containsExactly(Map.of("id", "pv1", "content", "one"));
    }

    @Test
    void everything_that_is_not_policy_is_found_in_public() {
        assertThat(asked("select * from zones")).isEmpty();
        assertThat(asked("select current_setting('caracal.zone_id') as zone")).containsExactly(Map.of("zone", "*"));
    }

    @Test
    void no_other_table_of_edict_can_be_read() {
        var others = log.rows(
                """
                select format('%I.%I', schemaname, tablename) from pg_tables
                where schemaname in ('events', 'projection', 'views') and not (schemaname = 'views' and tablename in
                    ('policies', 'policy_versions', 'policy_sets', 'policy_set_versions', 'policy_set_bindings',
                     'zone_activations'))
                """);
        assertThat(others).hasSizeGreaterThan(10).allSatisfy(table -> refused("select * from " + table));
    }

    @Test
    void nothing_can_be_written() {
        assertThat(POLICY_TABLES).allSatisfy(table -> {
            refused("delete from " + table);
            refused("truncate " + table);
            refused("insert into %s select * from %s".formatted(table, table));
        });
        refused("update policy_set_bindings set active_version_id = null");
        refused("create table views.mine (id text)");
    }

    private void refused(String statement) {
        assertThatThrownBy(() -> sts.sql(statement).update())
                .as(statement)
                .rootCause()
                .isInstanceOfSatisfying(SQLException.class, refusal -> assertThat(refusal.getSQLState())
                        .as(refusal.getMessage())
                        .isEqualTo("42501"));
    }

    private List<Map<String, Object>> asked(String question) {
        return sts.sql(question).query().listOfRows();
    }

    /** As it connects: with the setting as a startup parameter. */
    private PGSimpleDataSource asTokenService() {
        var admin = (PGSimpleDataSource) log.database();
        var source = new PGSimpleDataSource();
        source.setServerNames(admin.getServerNames());
        source.setPortNumbers(admin.getPortNumbers());
        source.setDatabaseName(admin.getDatabaseName());
        source.setUser("edict_sts");
        source.setPassword("secret");
        source.setOptions("-c caracal.zone_id=*");
        return source;
    }
}
