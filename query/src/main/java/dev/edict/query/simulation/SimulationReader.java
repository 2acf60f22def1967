package dev.edict.query.simulation;

import dev.edict.query.ContentCorrupted;
import dev.edict.query.PageRequest;
import dev.edict.query.simulation.Simulation.SimulatedSuite;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads the recorded simulations of zones. */
@Component
public class SimulationReader {

    private static final TypeReference<List<SimulatedSuite>> SUITES = new TypeReference<>() {};
    private static final TypeReference<Map<String, Object>> REPORT = new TypeReference<>() {};

    private static final String SIMULATION =
            """
            select s.simulation_id, s.policy_set_id, s.version_id, s.manifest_sha256, s.engine, s.verdict, s.passed,
                s.failed, s.not_executed, s.suites, s.suites_version, s.catalogue_version, s.contract, s.report_sha256,
                s.created_at, s.simulated_by
            """;

    private final JdbcClient tables;

    public SimulationReader(@Qualifier("queryPool") DataSource queryPool) {
        this.tables = JdbcClient.create(queryPool);
    }

    /** The simulations of a version, newest first. */
    public List<Simulation> list(String zoneId, String policySetId, String versionId, PageRequest asked) {
        return tables.sql(
                        SIMULATION
                                + """
                        from command.simulation s
                        where s.zone_id = :zone and s.policy_set_id = :set and s.version_id = :version
                            and (s.created_at, s.simulation_id) < (:createdAt, :id)
                        order by s.created_at desc, s.simulation_id desc limit :limit
                        """)
                .param("zone", zoneId)
                .param("set", policySetId)
                .param("version", versionId)
                .param("createdAt", asked.after().createdAt())
                .param("id", asked.after().id())
                .param("limit", asked.limit())
                .query((row, n) -> simulation(row))
                .list();
    }

    /** Whether a set of the zone, live or archived, has the version. */
    boolean hasVersion(String zoneId, String policySetId, String versionId) {
        return tables.sql(
                        """
                        select exists (
                            select 1 from views.policy_set_versions v join views.policy_sets s on s.id = v.policy_set_id
                            where s.zone_id = :zone and s.id = :set and v.id = :version)
                        """)
                .param("zone", zoneId)
                .param("set", policySetId)
                .param("version", versionId)
                .query(Boolean.class)
                .single();
    }

    /**
     * A simulation with its report.
     *
     * @throws ContentCorrupted if the report is not the one that was recorded
     */
    public Optional<SimulationWithReport> find(String zoneId, String simulationId) {
        return tables.sql(
                        SIMULATION
                                + """
                            , r.report
                        from command.simulation s
                            left join command.simulation_report r on r.simulation_id = s.simulation_id
                        where s.zone_id = :zone and s.simulation_id = :id
                        """)
                .param("zone", zoneId)
                .param("id", simulationId)
                .query((row, n) -> {
                    var simulation = simulation(row);
                    return SimulationWithReport.of(simulation, report(simulation, row.getString("report")));
                })
                .optional();
    }

    private static @Nullable Map<String, Object> report(Simulation simulation, @Nullable String text) {
        if (text == null) {
            return null;
        }
        ContentCorrupted.checkReport(simulation.id(), simulation.reportSha256(), text);
        return JsonMapper.shared().readValue(text, REPORT);
    }

    private static Simulation simulation(ResultSet row) throws SQLException {
        return new Simulation(
                row.getString("simulation_id"),
                row.getString("policy_set_id"),
                row.getString("version_id"),
                row.getString("manifest_sha256"),
                row.getString("engine"),
                row.getString("verdict"),
                row.getInt("passed"),
                row.getInt("failed"),
                row.getInt("not_executed"),
                JsonMapper.shared().readValue(row.getString("suites"), SUITES),
                row.getObject("suites_version", Long.class),
                row.getLong("catalogue_version"),
                row.getString("contract"),
                row.getString("report_sha256"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getString("simulated_by"));
    }
}
