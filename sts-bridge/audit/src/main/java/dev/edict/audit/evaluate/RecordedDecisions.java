package dev.edict.audit.evaluate;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds events by id or request, and what governs a zone now. */
@Component
public class RecordedDecisions {

    private static final int MOST_OF_A_REQUEST = 20;

    private static final String EVENT =
            """
            event.id, zone_id, event_type, request_id, decision, policy_set_version_id, manifest_sha,
                evaluation_status, determining_policies_json, diagnostics_json, metadata_json, occurred_at
            """;

    private final JdbcClient tables;

    RecordedDecisions(@Qualifier("queryPool") DataSource queryPool) {
        this.tables = JdbcClient.create(queryPool);
    }

    /** An event of a zone, by its id. */
    public Optional<RecordedDecision> find(String zoneId, String eventId) {
        return tables.sql(
                        """
                        select %s
                        from bridge.audit_event_id registered join bridge.audit_events event using (id, occurred_at)
                        where registered.id = :id and zone_id = :zone
                        """
                                .formatted(EVENT))
                .param("id", eventId)
                .param("zone", zoneId)
                .query(RecordedDecisions::event)
                .optional();
    }

    /** The newest event about a request that a policy decided, or else the newest of all. */
    public Optional<RecordedDecision> ofRequest(String zoneId, String requestId) {
        var all = tables.sql(
                        """
                        select %s
                        from bridge.audit_events event
                        where bridge.audit_key(zone_id, request_id) = bridge.audit_key(:zone, :request)
                            and zone_id = :zone and request_id = :request
                        order by occurred_at desc limit :most
                        """
                                .formatted(EVENT))
                .param("zone", zoneId)
                .param("request", requestId)
                .param("most", MOST_OF_A_REQUEST)
                .query(RecordedDecisions::event)
                .list();
        return all.stream().filter(RecordedDecision::isOfAPolicy).findFirst().or(() -> all.stream()
                .findFirst());
    }

    /** The version in force; empty if nothing governs the zone. */
    Optional<String> governing(String zoneId) {
        return tables.sql(
                        "select version_id from views.zone_activations where zone_id = :zone and version_id is not null")
                .param("zone", zoneId)
                .query(String.class)
                .optional();
    }

    private static RecordedDecision event(ResultSet row, int number) throws SQLException {
        return new RecordedDecision(
                row.getString("id"),
                row.getString("zone_id"),
                row.getString("event_type"),
                row.getString("request_id"),
                row.getString("decision"),
                given(row.getString("policy_set_version_id")),
                given(row.getString("manifest_sha")),
                row.getString("evaluation_status"),
                EventJson.objects(row.getString("determining_policies_json")),
                EventJson.objects(row.getString("diagnostics_json")),
                EventJson.object(row.getString("metadata_json")),
                row.getObject("occurred_at", OffsetDateTime.class).toInstant());
    }

    /** Empty text is none (contract §7.1). */
    private static @Nullable String given(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
