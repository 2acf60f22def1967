package dev.edict.command.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.command.WriteSide;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What older builds recorded of simulations is taken from the log. */
@Tag("servers")
class MigrateSimulationsTest {

    @Test
    void an_older_simulation_has_its_counts_and_no_suites() {
        var database = WriteSide.upTo("20");
        var sql = JdbcClient.create(database);
        sql.sql("insert into command.simulation values ('sim', 'z1', 'manifest', now())")
                .update();
        sql.sql(
                        """
                        insert into events.domain_event (event_id, aggregate_type, aggregate_id, sequence_number,
                            event_type, revision, payload, metadata, occurred_at)
                        values ('e1', 'Simulation', 'sim', 0, 'policy_set.version_simulated', '1',
                            '{"policySetId":"s1","versionId":"v1","engine":"opa","passed":3,"failed":1,"notExecuted":2,\
                        "verdict":"FAIL","reportSha256":"report"}', '{"actor":"admin:ci"}', '2026-01-01T00:00:00.000000Z')
                        """)
                .update();
        WriteSide.migrate(database, "latest");
        assertThat(sql.sql(
                                """
                                select policy_set_id, version_id, engine, passed, failed, not_executed, verdict,
                                    report_sha256, suites, catalogue_version, contract
                                from command.simulation where suites_version is null and simulated_by = 'admin:ci'
                                """)
                        .query()
                        .singleRow())
                .containsAllEntriesOf(Map.of(
                        "policy_set_id", "s1",
                        "version_id", "v1",
                        "engine", "opa",
                        "passed", 3,
                        "failed", 1,
                        "not_executed", 2,
                        "verdict", "fail",
                        "suites", "[]",
                        "contract", "unknown"));
    }
}
