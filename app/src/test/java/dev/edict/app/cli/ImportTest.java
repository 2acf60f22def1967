package dev.edict.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.app.CaracalDatabases;
import dev.edict.app.CaracalDatabases.Database;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code edict import}, on a small Caracal with everything in it that a large one has. */
class ImportTest {

    private static final String COLUMNS_OF_HEADS = "id, zone_id, name";

    private static CaracalDatabases databases;

    private Database edict;
    private Database caracal;

    @BeforeAll
    static void start() {
        databases = CaracalDatabases.start();
    }

    @AfterAll
    static void stop() {
        databases.close();
    }

    @BeforeEach
    void an_edict_and_a_caracal() {
        edict = databases.edict();
        caracal = databases.caracal(10, 22, 4);
        System.setProperty("DATABASE_URL", edict.url());
    }

    @AfterEach
    void forget() {
        System.clearProperty("DATABASE_URL");
    }

    @Test
    void every_row_is_as_it_was_but_for_the_binding_of_an_archived_zone() {
        var ran = imported();
        assertThat(ran.exitCode()).as(ran.err()).isEqualTo(ExitCode.DIFFERENT);
        assertThat(ran.out())
                .containsPattern("zone +10 +10 +0 +0 +0\n")
                .containsPattern("policy +220 +220 +0 +0 +0\n")
                .containsPattern("policy version +880 +880 +0 +0 +8\n")
                .containsPattern("policy set version +120 +120 +0 +0 +\\d+\n")
                .containsPattern("activation +10 +9 +0 +1 +0\n")
                .contains("skipped: activation zone-10: the zone is archived")
                .contains("warning: policy version pv-25-2: logic_not_allowed");
        caracal.execute("update policy_set_bindings set active_version_id = null where zone_id = 'zone-10'");
        for (var table : CaracalDatabases.TABLES) {
            assertThat(edict.rows("views", table)).as(table).isEqualTo(caracal.rows("public", table));
        }
    }

    @Test
    void zones_are_as_they_were() {
        imported();
        var columns =
                """
                select row_to_json(r)::text from (select id, name, slug, dcr_enabled, operator_coauthor_badge, operator_governed,
                    created_by, created_via_operator, created_at, updated_by, updated_at from %s where id <> 'zone-10') r
                order by id
                """;
        assertThat(edict.texts(columns.formatted("views.registered_zones")))
                .isEqualTo(caracal.texts(columns.formatted("zones")))
                .hasSize(9);
        assertThat(edict.count("views.registered_zones where archived_at = '2025-10-01T00:00:00.5Z'"))
                .isOne();
    }

    @Test
    void the_log_says_that_it_was_imported_when_it_happened_and_for_whom_without_a_name() {
        imported();
        assertThat(edict.count("events.domain_event where metadata::json ->> 'imported' <> 'true'"
                        + " or metadata::json ->> 'actor' <> 'import' or metadata ~ 'example.com'"))
                .isZero();
        assertThat(
                        edict.texts(
                                """
                select distinct metadata::json ->> 'imported' from events.domain_event
                """))
                .containsExactly("true");
        assertThat(
                        edict.texts(
                                """
                select e.occurred_at || ' ' || n.text from events.domain_event e
                join events.note n on n.note_id = e.metadata::json ->> 'onBehalfOfNote'
                where e.payload::json ->> 'versionId' = 'pv-1-2'
                """))
                .isEqualTo(
                        caracal.texts(
                                """
                select to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || ' ' || created_by
                from policy_versions where id = 'pv-1-2'
                """));
    }

    @Test
    void what_governed_is_announced() {
        imported();
        assertThat(edict.texts("select zone_id || ' ' || policy_set_version_id from bridge.outbox order by 1"))
                .isEqualTo(
                        caracal.texts(
                                """
                select zone_id || ' ' || active_version_id from policy_set_bindings
                where active_version_id is not null and zone_id <> 'zone-10' order by 1
                """));
    }

    @Test
    void a_dry_run_says_the_same_and_changes_nothing() {
        var dry = ran("--dry-run");
        assertThat(edict.count("events.domain_event")).isZero();
        assertThat(dry.out()).contains("nothing was changed: this was a dry run");
        var wet = imported();
        assertThat(table(dry)).isEqualTo(table(wet)).hasSizeGreaterThan(6);
        assertThat(dry.exitCode()).isEqualTo(wet.exitCode());
    }

    @Test
    void a_second_run_changes_nothing() {
        imported();
        var events = edict.count("events.domain_event");
        var again = imported();
        assertThat(again.out())
                .containsPattern("policy version +880 +0 +880 +0 +0\n")
                .containsPattern("activation +10 +0 +9 +1 +0\n");
        assertThat(edict.count("events.domain_event")).isEqualTo(events);
    }

    @Test
    void only_what_is_new_there_is_added() {
        imported();
        var events = edict.count("events.domain_event");
        addVersion("pv-new", "policy-1", 9);
        assertThat(imported().out()).containsPattern("policy version +881 +1 +880 +0 +1\n");
        assertThat(edict.count("events.domain_event")).isEqualTo(events + 2);
        assertThat(edict.rows("views", "policies")).isEqualTo(caracal.rows("public", "policies"));
    }

    private void addVersion(String id, String policyId, int version) {
        caracal.sql()
                .sql(
                        """
                insert into policy_versions
                    (id, policy_id, version, content, content_sha256, schema_version, created_by, created_at)
                select :id, :policy, :version, 'x', encode(sha256('x'), 'hex'), '2026-05-20', 'zoe', '2026-01-01Z'
                """)
                .param("id", id)
                .param("policy", policyId)
                .param("version", version)
                .update();
    }

    @Test
    void a_text_that_is_not_what_its_hash_says_is_skipped_with_all_that_depends_on_it() {
        var active = caracal.texts(
                        "select active_version_id from policy_set_bindings where active_version_id like 'set-1-%'")
                .get(0);
        var entry = caracal.texts(
                        "select manifest_json -> 0 ->> 'policy_version_id' from policy_set_versions where id = '%s'"
                                .formatted(active))
                .get(0);
        byHand("update policy_versions set content = content || ' ' where id = '%s'".formatted(entry));
        var ran = imported();
        assertThat(ran.exitCode()).isEqualTo(ExitCode.DIFFERENT);
        assertThat(ran.out())
                .containsPattern(
                        "skipped: policy version %s: its content has the hash [0-9a-f]{64}, not".formatted(entry))
                .contains("skipped: policy set version %s: it contains policy version %s, which is not here"
                        .formatted(active, entry))
                .contains("skipped: activation zone-1: its version %s is not here".formatted(active));
        assertThat(edict.count("views.policy_versions")).isEqualTo(879);
        assertThat(edict.count("views.policy_set_bindings where zone_id = 'zone-1' and active_version_id is not null"))
                .isZero();
    }

    @Test
    void a_manifest_that_is_not_what_its_hash_says_is_skipped() {
        byHand("update policy_set_versions set manifest_sha256 = 'wrong' where id = 'set-2-2-v1'");
        byHand("update policy_set_versions set manifest_json = '[{}]' where id = 'set-2-3-v1'");
        byHand("update policy_set_versions set manifest_json = manifest_json || manifest_json where id = 'set-2-3-v2'");
        assertThat(imported().out())
                .containsPattern(
                        "skipped: policy set version set-2-2-v1: its manifest has the hash [0-9a-f]{64}, not wrong")
                .contains("skipped: policy set version set-2-3-v1: its manifest has the hash")
                .contains("skipped: policy set version set-2-3-v2: its manifest is none: ");
        assertThat(edict.count("views.policy_set_versions")).isEqualTo(117);
    }

    @Test
    void what_differs_here_is_left_as_it_is_and_reported() {
        imported();
        byHand(
                "update policy_versions set content = 'x', content_sha256 = encode(sha256('x'), 'hex') where id = 'pv-1-1'");
        byHand("update policies set name = 'else' where id = 'policy-2'");
        addVersion("pv-late", "policy-7", 4);
        caracal.execute(
                "update policy_set_bindings set active_version_id = 'set-1-1-v3' where policy_set_id = 'set-1-1'");
        caracal.execute("update policies set archived_at = now() where id = 'policy-3'");
        var before = edict.rows("views", "policy_versions");
        assertThat(imported().out())
                .contains("skipped: policy version pv-1-1: another version has its id here")
                .contains("skipped: policy policy-2: another one has its id here: “grants-2” in zone zone-1")
                .contains("skipped: policy version pv-late: version 4 is another one here")
                .contains("skipped: policy policy-3: archived there since it was imported, and in use here")
                .contains("skipped: activation zone-1: the zone has been activated here");
        assertThat(edict.rows("views", "policy_versions")).isEqualTo(before);
    }

    @Test
    void a_zone_whose_slug_is_taken_is_skipped_with_all_that_is_in_it() {
        imported();
        caracal.execute(
                """
                update zones set slug = 'freed' where id = 'zone-1';
                insert into zones (id, name, slug, created_by) values ('zone-x', 'X', 'zone-1', 'zoe');
                insert into policies (id, zone_id, name, created_by) values ('policy-x', 'zone-x', 'x', 'zoe')
                """);
        addVersion("pv-x", "policy-x", 1);
        assertThat(imported().out())
                .contains("skipped: zone zone-x: another zone here has the slug zone-1")
                .contains("skipped: policy policy-x: its zone zone-x was skipped")
                .contains("skipped: policy version pv-x: its policy was skipped");
    }

    @Test
    void columns_that_an_older_caracal_lacks_get_their_defaults() {
        for (var table : List.of("policies", "policy_sets")) {
            caracal.execute("alter table %s drop created_via_operator, drop updated_by, drop updated_via_operator"
                    .formatted(table));
        }
        caracal.execute(
                "alter table zones drop operator_governed; alter table policy_versions drop created_via_operator");
        assertThat(imported().exitCode()).isEqualTo(ExitCode.DIFFERENT);
        assertThat(edict.count("views.policies where created_via_operator or updated_via_operator"))
                .isZero();
        assertThat(edict.texts("select %s from views.policies where updated_by is not null".formatted("id")))
                .isEmpty();
        assertThat(edict.texts(sorted("views"))).isEqualTo(caracal.texts(sorted("public")));
    }

    private static String sorted(String schema) {
        return "select row(%s, updated_at)::text from %s.policies order by 1".formatted(COLUMNS_OF_HEADS, schema);
    }

    @Test
    void what_is_no_caracal_or_no_edict_is_told_in_one_line() {
        var nothing = databases.create();
        assertThat(Ran.edict("import", "--from", nothing.url()).err())
                .isEqualTo(
                        "edict import: the source has no table zones in its schema public that this user may read\n");
        System.setProperty("DATABASE_URL", nothing.url());
        assertThat(imported())
                .isEqualTo(new Ran(
                        ExitCode.COULD_NOT_RUN,
                        "",
                        "edict import: there is no Edict in this database: start Edict on it once\n"));
    }

    @Test
    void a_password_is_never_printed() {
        var malformed = Ran.edict("import", "--from", "postgres://caracal:s3cret@/");
        assertThat(malformed.exitCode()).isEqualTo(ExitCode.NOT_UNDERSTOOD);
        assertThat(malformed.err())
                .contains("--from is not a PostgreSQL address")
                .doesNotContain("s3cret");
        var elsewhere = Ran.edict("import", "--from", "postgres://caracal:s3cret@127.0.0.1:1/x");
        assertThat(elsewhere.exitCode()).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(elsewhere.err()).doesNotContain("s3cret").hasLineCount(1);
        assertThat(Ran.edict("import").err()).contains("--from", "EDICT_IMPORT_FROM");
    }

    /** As a role that sees rows only by the setting of the contract. */
    private Ran imported() {
        return ran();
    }

    private Ran ran(String... more) {
        var arguments = new Object[3 + more.length];
        arguments[0] = "import";
        arguments[1] = "--from";
        arguments[2] = caracal.urlAs("caracal_sts");
        System.arraycopy(more, 0, arguments, 3, more.length);
        return Ran.edict(arguments);
    }

    private void byHand(String statement) {
        caracal.execute(
                "set session_replication_role = replica; %s; reset session_replication_role".formatted(statement));
    }

    private static List<String> table(Ran ran) {
        return ran.out()
                .lines()
                .filter(line -> line.matches("(zone|policy|activation|skipped|warning).*"))
                .toList();
    }
}
