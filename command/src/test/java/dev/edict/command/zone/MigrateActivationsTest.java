package dev.edict.command.zone;

import static dev.edict.command.zone.ZoneFixture.activated;
import static dev.edict.command.zone.ZoneFixture.deactivated;
import static dev.edict.command.zone.ZoneFixture.rolledBack;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.command.WriteSide;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The migration converts rows of an older version to those that a replay creates. */
@Tag("servers")
class MigrateActivationsTest {

    private static final List<Object> EVENTS = List.of(
            activated("v1", 1, null, null),
            activated("v2", 2, 1L, "v1"),
            activated("v1", 3, 2L, "v2"),
            rolledBack("v1", "v2", 4, 2, 3),
            deactivated("v2", 5, 2),
            activated("v3", 6, 5L, null),
            activated("v3", 7, 6L, "v3"),
            activated("v4", 8, 7L, "v3"),
            rolledBack("v4", "v3", 9, 7, 8));

    @Test
    void migrates_old_rows_to_those_of_a_replay() {
        try (var now = new RecordedActivations()) {
            now.record(EVENTS.toArray());
            var before = WriteSide.newDatabase();
            migrate(before, "events", "latest");
            migrate(before, "command", "8");
            now.rows(
                            """
                    select a.zone_id, activation_seq, policy_set_id, a.version_id, manifest_sha256, replaced_seq,
                        coalesce(rolled_back, false) as rolled_back
                    from command.activation a left join command.governed_version v
                        on v.zone_id = a.zone_id and v.version_id = a.version_id
                    """)
                    .forEach(row -> insertAsBefore(JdbcClient.create(before), row));
            migrate(before, "command", "latest");

            for (var table : List.of("command.activation", "command.governed_version")) {
                assertThat(rows(before, table))
                        .isEqualTo(rows(now.database(), table))
                        .hasSizeGreaterThan(3);
            }
        }
    }

    private static void insertAsBefore(JdbcClient before, Map<String, Object> row) {
        before.sql(
                        """
                insert into command.activation (zone_id, activation_seq, policy_set_id, version_id, manifest_sha256,
                    replaced_seq, rolled_back)
                values (:zone_id, :activation_seq, :policy_set_id, :version_id, :manifest_sha256, :replaced_seq,
                    :rolled_back)
                """)
                .params(row)
                .update();
    }

    private static List<String> rows(DataSource database, String table) {
        return JdbcClient.create(database)
                .sql("select to_jsonb(t)::text from %s t order by 1".formatted(table))
                .query(String.class)
                .list();
    }

    private static void migrate(DataSource database, String schema, String target) {
        Flyway.configure()
                .dataSource(database)
                .schemas(schema)
                .defaultSchema(schema)
                .locations("classpath:db/" + schema)
                .target(target)
                .load()
                .migrate();
    }
}
