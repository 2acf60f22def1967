package dev.edict.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.app.CaracalDatabases;
import dev.edict.app.CaracalDatabases.Database;
import dev.edict.cli.Ran;
import dev.edict.cli.io.ExitCode;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code edict export}, of what was imported. */
@Tag("servers")
class ExportTest {

    private static final CaracalDatabases DATABASES = CaracalDatabases.shared();

    private static Database edict;
    private static Database source;

    private Database target;

    @BeforeAll
    static void an_edict_with_what_a_caracal_had() {
        edict = DATABASES.edict();
        source = DATABASES.caracal(10, 10, 4);
        source.execute(
                """
                insert into policy_sets (id, zone_id, name, created_by, created_at, updated_at)
                values ('set-2-5', 'zone-2', 'set 4', 'ann', '2025-09-01Z', '2025-09-01Z')
                """);
        System.setProperty("DATABASE_URL", edict.url());
        var imported = CliRun.edict("import", "--from", source.url());
        assertThat(imported.exitCode()).as(imported.err()).isEqualTo(ExitCode.DIFFERENT);
    }

    @AfterAll
    static void stop() {
        System.clearProperty("DATABASE_URL");
    }

    @BeforeEach
    void an_empty_caracal() {
        target = DATABASES.emptyCaracalWithZonesOf(source);
    }

    @Test
    void an_empty_caracal_gets_every_row_as_it_is_here() {
        var ran = exported();
        assertThat(ran.exitCode()).as(ran.err() + ran.out()).isZero();
        assertThat(ran.out()).containsPattern("policy_versions +400 +400 +0 +0\n");
        assertIsAsHere(CaracalDatabases.TABLES);
    }

    @Test
    void a_second_export_changes_nothing() {
        exported();
        assertThat(exported().out())
                .containsPattern("policies +100 +0 +0 +100\n")
                .containsPattern("policy_versions +400 +0 +0 +400\n")
                .containsPattern("policy_set_bindings +41 +0 +0 +41\n");
    }

    @Test
    void heads_and_bindings_are_updated_for_every_active_version_of_the_target() {
        exported();
        var here = target.rows("public", "policy_set_bindings");
        target.execute(
                """
                update policy_set_bindings set active_version_id = null where zone_id = 'zone-1';
                update policy_set_bindings set active_version_id = 'set-1-2-v1' where policy_set_id = 'set-1-2';
                update policies set archived_at = null, name = name || 'x', updated_by = 'zoe' where id = 'policy-10';
                update policies set description = 'mine' where id = 'policy-3';
                delete from policy_set_bindings where policy_set_id = 'set-2-3'
                """);
        assertThat(exported().out())
                .containsPattern("policies +100 +0 +2 +98\n")
                .containsPattern("policy_set_bindings +41 +1 +\\d+ +\\d+\n");
        assertThat(target.rows("public", "policy_set_bindings")).isEqualTo(here);
        assertIsAsHere(CaracalDatabases.TABLES);
    }

    @Test
    void a_set_unknown_to_edict_is_deactivated_in_a_zone_that_edict_governs() {
        exported();
        var here = target.rows("public", "policy_set_bindings");
        target.execute(
                """
                update policy_set_bindings set active_version_id = null where zone_id = 'zone-1';
                insert into policy_sets (id, zone_id, name, created_by) values ('mine', 'zone-1', 'mine', 'zoe');
                insert into policy_set_versions
                    (id, policy_set_id, version, manifest_json, manifest_sha256, schema_version, created_by)
                values ('mine-v1', 'mine', 1, '[]', 'x', '2026-05-20', 'zoe');
                insert into policy_set_bindings values ('zone-1', 'mine', 'mine-v1', now())
                """);
        var ran = exported();
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(target.texts("select coalesce(active_version_id, 'none') from policy_set_bindings"
                        + " where policy_set_id = 'mine'"))
                .containsExactly("none");
        target.execute("delete from policy_set_bindings where policy_set_id = 'mine'");
        assertThat(target.rows("public", "policy_set_bindings")).isEqualTo(here);
    }

    @Test
    void a_version_that_differs_there_is_named_and_nothing_is_written() {
        exported();
        target.execute(
                """
                set session_replication_role = replica;
                update policy_versions set content_sha256 = 'other' where id = 'pv-1-1';
                update policy_versions set id = 'mine' where id = 'pv-2-1';
                update policy_set_versions set manifest_json = '[]' where id = 'set-1-1-v1';
                reset session_replication_role;
                update policies set description = 'mine' where id = 'policy-3'
                """);
        var ran = exported();
        assertThat(ran.exitCode()).isEqualTo(ExitCode.DIFFERENT);
        assertThat(ran.out())
                .contains("not written: policy_versions: pv-1-1 differs there: other, here ")
                .contains("not written: policy_versions: version 1 of policy-2 is mine there, here pv-2-1")
                .contains("not written: policy_set_versions: set-1-1-v1 differs there");
        assertThat(target.texts("select description from policies where id = 'policy-3'"))
                .containsExactly("mine");
    }

    @Test
    void zones_that_are_missing_there_are_named_and_nothing_is_written() {
        target.execute("delete from zones where id in ('zone-3', 'zone-4')");
        var ran = exported();
        assertThat(ran.exitCode()).isEqualTo(ExitCode.DIFFERENT);
        assertThat(ran.out())
                .contains("not written: the target has no zone zone-3\nnot written: the target has no zone zone-4\n");
        assertThat(target.count("policies")).isZero();
    }

    @Test
    void a_name_that_another_live_one_has_there_is_named_and_nothing_is_written() {
        target.execute(
                "insert into policies (id, zone_id, name, created_by) values ('mine', 'zone-1', 'grants-1', 'zoe')");
        assertThat(exported().out())
                .contains("not written: policies: policy-1 is called “grants-1”, as is the live mine there");
        assertThat(target.count("policies")).isOne();
    }

    @Test
    void a_name_that_was_used_again_after_its_first_owner_was_archived_is_no_obstacle() {
        asBeforeTheyWereArchived();
        var ran = exported();
        assertThat(ran.exitCode()).as(ran.out()).isZero();
        assertIsAsHere(CaracalDatabases.TABLES);
    }

    @Test
    void a_reused_name_of_an_archived_owner_is_not_reported_beside_real_obstacles() {
        asBeforeTheyWereArchived();
        target.execute(
                "insert into policies (id, zone_id, name, created_by) values ('policy-20', 'zone-3', 'x', 'zoe')");
        assertThat(exported().out().lines().filter(line -> line.startsWith("not written: ")))
                .containsExactly("not written: policies: policy-20 is in zone zone-3 there, not in zone-2");
        assertThat(target.count("policies")).isEqualTo(2);
    }

    private void asBeforeTheyWereArchived() {
        target.execute(
                """
                insert into policies (id, zone_id, name, created_by) values ('policy-10', 'zone-1', 'grants-9', 'ann');
                insert into policy_sets (id, zone_id, name, created_by) values ('set-2-4', 'zone-2', 'set 4', 'ann')
                """);
    }

    @Test
    void one_zone_alone_can_be_written() {
        var ran = exported("--zone", "zone-2");
        assertThat(ran.exitCode()).as(ran.out()).isZero();
        for (var table : List.of("policies", "policy_sets", "policy_set_bindings")) {
            assertThat(target.texts("select distinct zone_id from " + table))
                    .as(table)
                    .containsExactly("zone-2");
        }
        assertThat(target.count("policy_versions")).isEqualTo(40);
        assertThat(exported("--zone", "zone-99").out())
                .contains("not written: zone zone-99 has neither policies nor policy sets in Edict");
    }

    @Test
    void a_text_that_was_changed_here_is_named_and_nothing_is_written() {
        edict.execute("update views.policy_versions set content = content || '# open to all' where id = 'pv-1-1'");
        try {
            var ran = exported();
            assertThat(ran.exitCode()).isEqualTo(ExitCode.COULD_NOT_RUN);
            assertThat(ran.err())
                    .hasLineCount(1)
                    .contains("the text of policy version pv-1-1 does not have the SHA-256 ")
                    .doesNotContain("open to all");
            assertThat(target.count("policy_versions")).isZero();
        } finally {
            edict.execute("update views.policy_versions set content = replace(content, '# open to all', '')");
        }
    }

    @Test
    void a_database_that_is_no_caracal_is_told_in_one_line() {
        var ran = CliRun.edict("export", "--to", DATABASES.create().url());
        assertThat(ran.exitCode()).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(ran.err()).hasLineCount(1);
        assertThat(CliRun.edict("export").err()).contains("--to", "EDICT_EXPORT_TO");
    }

    private void assertIsAsHere(List<String> tables) {
        for (var table : tables) {
            assertThat(target.rows("public", table)).as(table).isEqualTo(edict.rows("views", table));
        }
    }

    /** As a role that may do no more than Caracal's own API. */
    private Ran exported(String... more) {
        var arguments = new Object[3 + more.length];
        arguments[0] = "export";
        arguments[1] = "--to";
        arguments[2] = target.urlAs("caracal_api");
        System.arraycopy(more, 0, arguments, 3, more.length);
        return CliRun.edict(arguments);
    }
}
