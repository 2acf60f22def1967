package dev.edict.query.audit;

import dev.edict.query.FreshlyPlannedJdbc;
import dev.edict.query.audit.DecisionPosition.Order;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads and redacts decisions; only {@link RecordedDecision} also contains the recorded metadata. */
@Component
public class AuditReader {

    private static final String EVENTS =
            """
            select id, zone_id, event_type, request_id, decision, policy_set_id, policy_set_version_id, manifest_sha,
                evaluation_status, determining_policies_json, diagnostics_json, metadata_json, occurred_at, ingested_at,
                seq, reason, decision_point, source
            from %s
            """;

    private static final String DECISIONS = EVENTS.formatted("bridge.audit_events");

    /** The same columns, in days of their own. */
    private static final String CANARIES = EVENTS.formatted("bridge.canary_events");

    private static final int MOST_OF_A_REQUEST = 1_000;

    private final JdbcClient tables;

    AuditReader(@Qualifier("queryPool") DataSource queryPool) {
        this.tables = JdbcClient.create(new FreshlyPlannedJdbc(queryPool));
    }

    /** Each filter has an index; the expressions here must be those of the indexes. */
    public List<AuditedDecision> list(String zoneId, AuditRequest asked) {
        return statement(zoneId, asked, asked.isOfCanaries() ? CANARIES : DECISIONS)
                .query((row, number) -> shown(row, StoredJson.object(row.getString("metadata_json"))))
                .list();
    }

    JdbcClient.StatementSpec statement(String zoneId, AuditRequest asked, String select) {
        var filter = asked.filter();
        var conditions = Conditions.of(zoneId, asked.list())
                .andKey("request_id", "request", filter.requestId())
                .andKey("decision", "decision", filter.decision())
                .andKey("event_type", "type", asked.eventTypes())
                .andKey("reason", "reason", filter.reason())
                .andKey("policy_set_version_id", "version", filter.policySetVersionId())
                .andKey("decision_point", "point", filter.decisionPoint())
                .andKey("metadata_json ->> 'resource'", "resource", filter.resource())
                .andKey("metadata_json ->> 'application_id'", "application", filter.applicationId())
                .andKey("metadata_json ->> 'agent_session_id'", "session", filter.sessionId())
                .andKey("metadata_json ->> 'session_id'", "authority", filter.authorityRecordId())
                .and("metadata_json -> 'agent_labels' @> cast(:label as jsonb)", "label", listOf(filter.label()))
                .and("metadata_json -> 'requested_scopes' @> cast(:scope as jsonb)", "scope", listOf(filter.scope()));
        var after = asked.after();
        if (asked.order() == Order.ARRIVAL) {
            return conditions
                    .and("seq > :afterSeq", "afterSeq", after.seq())
                    .statement(tables, select, "seq", asked.list().limit());
        }
        return conditions
                .and("(occurred_at, seq) < (:afterTime, :afterSeq)", "afterTime", after.occurredAt())
                .with("afterSeq", after.seq())
                // says to the planner which months are not to be read
                .and("occurred_at <= :afterTime", "afterTime", after.occurredAt())
                .statement(
                        tables,
                        select,
                        "occurred_at desc, seq desc",
                        asked.list().limit());
    }

    /** As the text of JSON, not built by a function of PostgreSQL, which it would call for every row. */
    private static @Nullable String listOf(@Nullable String element) {
        return element == null
                ? null
                : JsonNodeFactory.instance.arrayNode().add(element).toString();
    }

    /**
     * Oldest first. If there are too many, denials precede others, and newer ones precede older ones, so that the
     * outcome stays visible.
     */
    public List<RecordedDecision> byRequest(String zoneId, String requestId) {
        return tables.sql(
                        "select * from (" + DECISIONS
                                + """
                        where zone_id = :zone and bridge.audit_key(zone_id, request_id) = bridge.audit_key(:zone, :request)
                            and request_id = :request
                        order by decision = 'deny' desc, occurred_at desc, seq desc limit :most
                        ) shown
                        order by occurred_at, seq
                        """)
                .param("zone", zoneId)
                .param("request", requestId)
                .param("most", MOST_OF_A_REQUEST)
                .query((row, number) -> recorded(row))
                .list();
    }

    /** An event of a zone by its id. */
    public Optional<RecordedDecision> find(String zoneId, String eventId) {
        return tables.sql(EVENTS.formatted("(select event.* from bridge.audit_event_id registered"
                                + " join bridge.audit_events event using (id, occurred_at)"
                                + " where registered.id = :id) found")
                        + "where zone_id = :zone")
                .param("id", eventId)
                .param("zone", zoneId)
                .query((row, number) -> recorded(row))
                .optional();
    }

    private static RecordedDecision recorded(ResultSet row) throws SQLException {
        var metadata = StoredJson.object(row.getString("metadata_json"));
        return new RecordedDecision(shown(row, metadata == null ? null : metadata.deepCopy()), metadata);
    }

    /** @param metadata which is redacted */
    private static AuditedDecision shown(ResultSet row, @Nullable ObjectNode metadata) throws SQLException {
        return new AuditedDecision(
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
                row.getObject("ingested_at", OffsetDateTime.class).toInstant(),
                row.getLong("seq"),
                row.getString("reason"),
                row.getString("decision_point"),
                row.getString("source"));
    }
}
