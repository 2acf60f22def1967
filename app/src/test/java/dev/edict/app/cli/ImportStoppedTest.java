package dev.edict.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.app.CaracalDatabases;
import dev.edict.cli.io.ExitCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code edict import}, again: after it could not take everything over. */
@Tag("servers")
class ImportStoppedTest {

    private final Move move = Move.begin();

    @AfterEach
    void forget() {
        move.close();
    }

    @Test
    void a_version_that_was_unsound_is_added_once_it_is_sound() {
        move.byHand("update policy_versions set content = content || '!' where id = 'pv-1-2'");
        assertThat(move.imported().out()).contains("skipped: policy version pv-1-2: its content has the hash");
        move.byHand("update policy_versions set content = rtrim(content, '!') where id = 'pv-1-2'");
        move.imported();
        assertIsAsThere("policies", "policy_versions", "policy_set_versions");
    }

    @Test
    void a_run_stopped_among_the_sets_reports_its_progress_and_can_be_continued() {
        stopped("command.sealed_version", "new.version_id = 'set-5-2-v2'", "policy version +400 +400 ");
        assertThat(move.edict().count("views.policy_sets")).isBetween(1L, 39L);
        assertThat(move.edict().count("views.policy_sets where id = 'set-5-2'")).isZero();
        goesOn();
    }

    @Test
    void a_run_stopped_among_the_activations_reports_its_progress_and_can_be_continued() {
        stopped("bridge.outbox", "new.zone_id = 'zone-5'", "activation +[4-6] +4 ");
        assertThat(move.edict().count("command.activation")).isEqualTo(4);
        goesOn();
    }

    private void stopped(String table, String condition, String tally) {
        move.failAt(table, condition, "57P01");
        var ran = move.imported();
        assertThat(ran.exitCode()).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(ran.err()).contains("lost").hasLineCount(1);
        assertThat(ran.out()).containsPattern(tally).contains("stopped before the end: run it again");
        move.failNoMore();
    }

    private void goesOn() {
        assertThat(move.imported().exitCode()).isEqualTo(ExitCode.DIFFERENT);
        move.caracal().execute("update policy_set_bindings set active_version_id = null where zone_id = 'zone-10'");
        assertIsAsThere(CaracalDatabases.TABLES.toArray(String[]::new));
        assertThat(move.edict().count("bridge.outbox")).isEqualTo(9);
    }

    @Test
    void a_name_taken_during_the_import_is_skipped_and_reported() {
        move.failAt("command.policy", "new.policy_id = 'policy-3'", "23505");
        assertThat(move.imported().out())
                .contains("skipped: policy policy-3: another change took one of its ids or numbers during the import")
                .contains("skipped: policy version pv-3-1: its policy was skipped");
        assertThat(move.edict().count("views.policies")).isEqualTo(99);
    }

    private void assertIsAsThere(String... tables) {
        for (var table : tables) {
            assertThat(move.edict().rows("views", table))
                    .as(table)
                    .isEqualTo(move.caracal().rows("public", table));
        }
    }
}
