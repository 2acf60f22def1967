package dev.edict.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.app.CaracalDatabases;
import dev.edict.cli.io.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Edict's schemas beside the Caracal's own: in, read by a token service, and back into the original. */
@Tag("servers")
class MoveWithinOneDatabaseTest {

    private static final List<String> READ_BY_DECISION_POINTS = Stream.concat(
                    CaracalDatabases.TABLES.stream(), Stream.of("zone_activations"))
            .map("views."::concat)
            .toList();

    private final Move move = Move.withinOneDatabase();

    @AfterEach
    void forget() {
        move.close();
    }

    @Test
    void what_comes_in_can_be_changed_here_and_goes_back_into_the_original() {
        var ran = move.imported();
        assertThat(ran.exitCode()).as(ran.err()).isEqualTo(ExitCode.DIFFERENT);
        assertThat(move.imported().out()).containsPattern("policy version +400 +0 +400 +0 +0\n");
        var exported = CliRun.edict("export", "--to", move.caracal().urlAs("caracal_api"));
        assertThat(exported.exitCode()).as(exported.err() + exported.out()).isZero();
        assertThat(exported.out())
                .containsPattern("policies +100 +0 +0 +100\n")
                .containsPattern("policy_set_bindings +40 +0 +1 +39\n");
        for (var table : CaracalDatabases.TABLES) {
            assertThat(move.caracal().rows("public", table))
                    .as(table)
                    .isEqualTo(move.edict().rows("views", table));
        }
    }

    @Test
    void the_role_of_a_token_service_reads_the_policy_tables_and_no_other_of_edicts() throws IOException {
        move.imported();
        move.edict()
                .execute(Files.readString(Path.of("..", "docs", "operations", "sts-role.sql"))
                        .replace(":'password'", "'secret'"));
        var sts = CaracalDatabases.shared().as("edict_sts", move.edict());
        move.caracal().execute("update policy_set_bindings set active_version_id = null where zone_id = 'zone-1'");
        assertThat(sts.texts("select active_version_id from policy_set_bindings"
                        + " where zone_id = 'zone-1' and active_version_id is not null"))
                .containsExactly("set-1-1-v2");
        var tables = move.edict()
                .texts(
                        """
                select format('%I.%I', schemaname, tablename) from pg_tables
                where schemaname in ('events', 'command', 'views', 'projection', 'bridge') order by 1
                """);
        var readable = new ArrayList<String>();
        for (var table : tables) {
            if (READ_BY_DECISION_POINTS.contains(table)) {
                assertThat(sts.count(table)).as(table).isPositive();
                readable.add(table);
            } else {
                assertThatThrownBy(() -> sts.count(table))
                        .as(table)
                        .rootCause()
                        .isInstanceOfSatisfying(SQLException.class, refusal -> assertThat(refusal.getSQLState())
                                .isEqualTo("42501"));
            }
        }
        assertThat(readable).hasSize(READ_BY_DECISION_POINTS.size());
        assertThat(tables)
                .anyMatch(table -> table.startsWith("command."))
                .anyMatch(table -> table.startsWith("bridge."));
    }
}
