package dev.edict.command.simulation;

import dev.edict.command.api.Attribution;
import dev.edict.command.api.simulation.PolicySetVersionSimulated;
import dev.edict.command.content.Sha256;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.messaging.MetaData;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

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
    void on(PolicySetVersionSimulated event, @Timestamp Instant at, MetaData metadata) {
        var by = Attribution.of(metadata);
        lookups.sql(
                        """
                insert into command.simulation (simulation_id, zone_id, policy_set_id, version_id, manifest_sha256,
                    engine, passed, failed, not_executed, verdict, report_sha256, suites, suites_version,
                    catalogue_version, contract, simulated_by, created_at)
                values (:id, :zone, :set, :version, :manifest, :engine, :passed, :failed, :notExecuted, :verdict,
                    :report, :suites, :suitesVersion, :catalogueVersion, :contract, events.author(:note, :actor), :at)
                """)
                .param("id", event.simulationId())
                .param("zone", event.zoneId())
                .param("set", event.policySetId())
                .param("version", event.versionId())
                .param("manifest", event.manifestSha256())
                .param("engine", event.engine())
                .param("passed", event.passed())
                .param("failed", event.failed())
                .param("notExecuted", event.notExecuted())
                .param("verdict", event.verdict().name().toLowerCase(Locale.ROOT))
                .param("report", event.reportSha256())
                .param("suites", JsonMapper.shared().writeValueAsString(event.suites()))
                .param("suitesVersion", event.suitesVersion())
                .param("catalogueVersion", event.catalogueVersion())
                .param("contract", event.contract())
                .param("note", by.noteId())
                .param("actor", by.actor())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }
}
