package dev.edict.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.app.CaracalDatabases;
import dev.edict.cli.Ran;
import dev.edict.cli.io.ExitCode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code edict import}, once, of a sound Caracal. */
@Tag("servers")
class ImportTest {

    private Move move = Move.begin();

    @AfterEach
    void forget() {
        move.close();
    }

    @Test
    void every_row_is_as_it_was_but_for_the_binding_of_an_archived_zone() {
        var ran = move.imported();
        assertThat(ran.exitCode()).as(ran.err()).isEqualTo(ExitCode.DIFFERENT);
        assertThat(ran.out())
                .containsPattern("zone +10 +10 +0 +0 +0\n")
                .containsPattern("policy +100 +100 +0 +0 +0\n")
                .containsPattern("policy version +400 +400 +0 +0 +4\n")
                .containsPattern("policy set version +120 +120 +0 +0 +\\d+\n")
                .containsPattern("activation +10 +9 +0 +1 +0\n")
                .contains("skipped: activation zone-10: the zone is archived")
                .contains("warning: policy version pv-25-2: logic_not_allowed");
        move.caracal().execute("update policy_set_bindings set active_version_id = null where zone_id = 'zone-10'");
        for (var table : CaracalDatabases.TABLES) {
            assertThat(move.edict().rows("views", table))
                    .as(table)
                    .isEqualTo(move.caracal().rows("public", table));
        }
    }

    @Test
    void zones_are_as_they_were() {
        move.caracal().execute("update zones set updated_by = null where id = 'zone-5'");
        move.imported();
        var columns =
                """
                select row_to_json(r)::text from (select id, name, slug, dcr_enabled, operator_coauthor_badge, operator_governed,
                    created_by,
                    created_via_operator, created_at, updated_by, updated_via_operator, updated_at, archived_at, %s as account
                    from %s) r
                order by id
                """;
        assertThat(move.edict().texts(columns.formatted("account", "views.registered_zones")))
                .isEqualTo(move.caracal().texts(columns.formatted("owner_account_id", "zones")))
                .hasSize(10);
        assertThat(move.edict().texts("select account from command.zone where account is not null order by 1"))
                .containsExactly("account-10", "account-2", "account-4", "account-6", "account-8");
        assertThat(move.edict().count("events.domain_event where metadata like '%account-2%'"))
                .as("the account stands in the log where its zones are told from others, and nowhere else")
                .isEqualTo(1);
    }

    @Test
    void the_log_says_that_it_was_imported_when_it_happened_and_for_whom_without_a_name() {
        move = Move.made();
        assertThat(move.edict()
                        .count("events.domain_event where metadata::json ->> 'imported' <> 'true'"
                                + " or metadata::json ->> 'actor' <> 'import' or metadata ~ 'example.com'"))
                .isZero();
        assertThat(
                        move.edict()
                                .texts(
                                        """
                select distinct metadata::json ->> 'imported' from events.domain_event
                """))
                .containsExactly("true");
        assertThat(
                        move.edict()
                                .texts(
                                        """
                select e.occurred_at || ' ' || n.text from events.domain_event e
                join events.note n on n.note_id = e.metadata::json ->> 'onBehalfOfNote'
                where e.payload::json ->> 'versionId' = 'pv-1-2'
                """))
                .isEqualTo(
                        move.caracal()
                                .texts(
                                        """
                select to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || ' ' || created_by
                from policy_versions where id = 'pv-1-2'
                """));
    }

    @Test
    void archiving_an_imported_zone_is_attributed_to_no_person() {
        move = Move.made();
        assertThat(move.edict().texts("select metadata from events.domain_event where event_type = 'zone.archived'"))
                .hasSize(1)
                .noneMatch(metadata -> metadata.contains("onBehalfOf"));
    }

    @Test
    void imported_activations_are_sent_to_decision_points() {
        move = Move.made();
        assertThat(move.edict().texts("select zone_id || ' ' || policy_set_version_id from bridge.outbox order by 1"))
                .isEqualTo(
                        move.caracal()
                                .texts(
                                        """
                select zone_id || ' ' || active_version_id from policy_set_bindings
                where active_version_id is not null and zone_id <> 'zone-10' order by 1
                """));
    }

    @Test
    void a_dry_run_says_the_same_and_changes_nothing() {
        var dry = move.dryRun();
        assertThat(move.edict().count("events.domain_event")).isZero();
        assertThat(dry.out()).contains("nothing was changed: this was a dry run");
        var wet = move.imported();
        assertThat(table(dry)).isEqualTo(table(wet)).hasSizeGreaterThan(6);
        assertThat(dry.exitCode()).isEqualTo(wet.exitCode());
    }

    @Test
    void a_policy_with_very_many_versions_comes_in_parts_that_hold_the_command_lock_shortly() {
        move.caracal()
                .execute(
                        """
                insert into policy_versions (id, policy_id, version, content, content_sha256, schema_version, created_by,
                    created_at)
                select 'many-' || n, 'policy-10', 10 + n, 'x', encode(sha256('x'), 'hex'), '2026-05-20', 'zoe',
                    timestamptz '2025-02-01Z' + n * interval '1 minute'
                from generate_series(1, 250) n
                """);
        move.failAt("command.policy_version", "new.version_id = 'many-150'", "57P01");
        assertThat(move.imported().exitCode()).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(move.edict().count("views.policy_versions where policy_id = 'policy-10'"))
                .isEqualTo(100);
        move.failNoMore();
        assertThat(move.imported().out()).containsPattern("policy version +650 +5\\d\\d +\\d+ +0 +\\d+\n");
        assertIsAsThere("policies", "policy_versions");
    }

    private void assertIsAsThere(String... tables) {
        for (var table : tables) {
            assertThat(move.edict().rows("views", table))
                    .as(table)
                    .isEqualTo(move.caracal().rows("public", table));
        }
    }

    private static List<String> table(Ran ran) {
        return ran.out()
                .lines()
                .filter(line -> line.matches("(zone|policy|activation|skipped|warning).*"))
                .toList();
    }
}
