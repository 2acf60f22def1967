package dev.edict.query.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads and redacts decisions; only {@link RecordedDecision} also contains the recorded metadata. */
@Component
public class AuditReader {

    private static final String EVENTS =
            """
            select id, zone_id, event_type, request_id, decision, policy_set_id, policy_set_version_id, manifest_sha,
                evaluation_status, determining_policies_json, diagnostics_json, metadata_json, occurred_at, ingested_at
            from bridge.audit_events
            """;

    // must match the expressions of the indexes
    static final String OF_APPLICATION = "left(metadata_json ->> 'application_id', 129) = :application";
    static final String OF_AGENT_SESSION = "left(metadata_json ->> 'agent_session_id', 129) = :session";
    static final String OF_AUTHORITY = "left(metadata_json ->> 'session_id', 129) = :authority";
    static final String WITH_LABEL = "metadata_json -> 'agent_labels' @> jsonb_build_array(:label::text)";

    private static final int MOST_OF_A_REQUEST = 1_000;

    private final JdbcClient tables;

    AuditReader(@Qualifier("queryPool") DataSource queryPool) {
        this.tables = JdbcClient.create(queryPool);
    }

    public List<AuditedDecision> list(String zoneId, AuditRequest asked) {
        return Conditions.of(zoneId, asked.list())
                .and("request_id = :request", "request", asked.requestId())
                .and("decision = :decision", "decision", asked.decision())
                .and("event_type in (:types)", "types", asked.eventTypes())
                .and(OF_APPLICATION, "application", asked.applicationId())
                .and(OF_AGENT_SESSION, "session", asked.sessionId())
                .and(OF_AUTHORITY, "authority", asked.authorityRecordId())
                .and(WITH_LABEL, "label", asked.label())
                .page(tables, EVENTS, asked.listing().page())
                .query((row, number) -> recorded(row).shown())
                .list();
    }

    /**
     * Oldest first. If there are too many, denials precede others, and newer ones precede older ones, so that the
     * outcome stays visible.
     */
    public List<RecordedDecision> byRequest(String zoneId, String requestId) {
        return tables.sql(
                        "select * from (" + EVENTS
                                + """
                        where zone_id = :zone and request_id = :request
                        order by decision = 'deny' desc, occurred_at desc, id desc limit :most
                        ) shown
                        order by occurred_at, id
                        """)
                .param("zone", zoneId)
                .param("request", requestId)
                .param("most", MOST_OF_A_REQUEST)
                .query((row, number) -> recorded(row))
                .list();
    }

    private static RecordedDecision recorded(ResultSet row) throws SQLException {
        var metadata = StoredJson.object(row.getString("metadata_json"));
        var shown = new AuditedDecision(
                row.getString("id"),
                row.getString("zone_id"),
                row.getString("event_type"),
                row.getString("request_id"),
                row.getString("decision"),
                row.getString("policy_set_id"),
                row.getString("policy_set_version_id"),
                row.getString("manifest_sha"),
                row.getString("evaluation_status"),
                Redaction.of(StoredJson.array(row.getString("determining_policies_json"))),
                Redaction.of(StoredJson.array(row.getString("diagnostics_json"))),
                Redaction.of(metadata),
                row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
                row.getObject("ingested_at", OffsetDateTime.class).toInstant());
        return new RecordedDecision(shown, metadata);
    }
}
