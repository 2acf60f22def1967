package dev.edict.command.simulation;

import dev.edict.command.api.simulation.PolicySetVersionSimulated;
import dev.edict.command.content.Sha256;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import javax.sql.DataSource;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** {@code command.simulation} and {@code command.simulation_report}. */
@Component
@ProcessingGroup("lookups")
class JdbcSimulations implements Simulations, Reports {

    private final JdbcClient lookups;

    JdbcSimulations(@Qualifier("writePool") DataSource writePool) {
        this.lookups = JdbcClient.create(writePool);
    }

    @Override
    public Optional<String> latestOf(String zoneId, String manifestSha256) {
        return lookups.sql(
                        """
                select simulation_id from command.simulation
                where zone_id = :zone and manifest_sha256 = :sha256
                order by created_at desc, simulation_id desc limit 1
                """)
                .param("zone", zoneId)
                .param("sha256", manifestSha256)
                .query(String.class)
                .optional();
    }

    @Override
    public String keep(String simulationId, String report) {
        lookups.sql(
                        """
                insert into command.simulation_report (simulation_id, report, created_at)
                values (:id, :report, now())
                """)
                .param("id", simulationId)
                .param("report", report)
                .update();
        return Sha256.hex(report);
    }

    @EventHandler
    void on(PolicySetVersionSimulated event, @Timestamp Instant at) {
        lookups.sql(
                        """
                insert into command.simulation (simulation_id, zone_id, manifest_sha256, created_at)
                values (:id, :zone, :sha256, :at)
                """)
                .param("id", event.simulationId())
                .param("zone", event.zoneId())
                .param("sha256", event.manifestSha256())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }
}
