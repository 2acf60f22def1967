package dev.edict.command.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.command.WriteSide;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Full reports go after their retention; what was recorded of the simulation stays. */
@Tag("servers")
class KeepReportsTest {

    private final DataSource database = WriteSide.upTo("latest");
    private final ReportRetention retention =
            new ReportRetention(database, new SimulationProperties(Duration.ofDays(90)));

    @Test
    void a_report_is_deleted_after_its_retention_and_not_before() {
        reports("old", 1, "91 days");
        reports("young", 1, "89 days");
        assertThat(retention.prune()).isEqualTo(1);
        assertThat(kept()).containsExactly("young1");
        assertThat(retention.prune()).isZero();
    }

    @Test
    void reports_are_deleted_in_small_batches_the_oldest_first() {
        reports("older", 2, "200 days");
        reports("old", ReportRetention.BATCH, "100 days");
        assertThat(retention.prune()).isEqualTo(ReportRetention.BATCH);
        assertThat(kept()).hasSize(2).allMatch(id -> id.startsWith("old") && !id.startsWith("older"));
        assertThat(retention.prune()).isEqualTo(2);
    }

    private void reports(String prefix, int count, String age) {
        JdbcClient.create(database)
                .sql(
                        """
                        insert into command.simulation_report (simulation_id, report, created_at)
                        select '%s' || i, '{}', now() - interval '%s' from generate_series(1, %d) i
                        """
                                .formatted(prefix, age, count))
                .update();
    }

    private List<String> kept() {
        return JdbcClient.create(database)
                .sql("select simulation_id from command.simulation_report")
                .query(String.class)
                .list();
    }
}
