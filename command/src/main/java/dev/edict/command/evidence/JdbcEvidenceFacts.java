package dev.edict.command.evidence;

import dev.edict.command.api.settings.EvidenceSetting;
import dev.edict.command.evidence.EvidenceFacts.CompleteSimulation;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads single rows of {@code command.zone_settings}, {@code command.zone_suites} and {@code command.simulation}. */
final class JdbcEvidenceFacts {

    private final JdbcClient lookups;

    JdbcEvidenceFacts(DataSource pool) {
        this.lookups = JdbcClient.create(pool);
    }

    /** The facts as of one instant. */
    EvidenceFacts find(String zoneId, String manifestSha256) {
        return lookups.sql(
                        """
                select coalesce(c.evidence, 'none') as setting, coalesce(z.suites, 0) as suites,
                    coalesce(z.suites_version, 0) as suites_now, newest.*
                from (values (:zone)) as asked (zone_id)
                left join command.zone_settings c on c.zone_id = asked.zone_id
                left join command.zone_suites z on z.zone_id = asked.zone_id
                left join lateral (
                    select simulation_id, verdict, passed, failed, not_executed, suites_version, catalogue_version,
                        contract, created_at
                    from command.simulation s
                    where s.zone_id = asked.zone_id and s.manifest_sha256 = :manifest and s.suites_version is not null
                    order by s.created_at desc, s.simulation_id desc limit 1) newest on true
                """)
                .param("zone", zoneId)
                .param("manifest", manifestSha256)
                .query((row, n) -> new EvidenceFacts(
                        EvidenceSetting.of(row.getString("setting")),
                        row.getInt("suites"),
                        row.getLong("suites_now"),
                        newest(row)))
                .single();
    }

    private static @Nullable CompleteSimulation newest(ResultSet row) throws SQLException {
        var simulationId = row.getString("simulation_id");
        return simulationId == null
                ? null
                : new CompleteSimulation(
                        simulationId,
                        row.getString("verdict"),
                        row.getInt("passed"),
                        row.getInt("failed"),
                        row.getInt("not_executed"),
                        row.getLong("suites_version"),
                        row.getLong("catalogue_version"),
                        row.getString("contract"),
                        row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
