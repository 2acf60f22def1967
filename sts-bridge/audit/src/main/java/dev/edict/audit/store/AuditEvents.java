package dev.edict.audit.store;

import dev.edict.audit.event.ReportedDecision;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.postgresql.PGConnection;

/** The statements on the tables of events, for one transaction of a batch. */
final class AuditEvents {

    private static final String REGISTER =
            """
            insert into bridge.audit_event_id (id, occurred_at)
            select id, occurred_at::timestamptz from unnest(?::text[], ?::text[]) as given (id, occurred_at)
            on conflict (id) do nothing
            returning id
            """;

    private static final String COPY =
            """
            copy bridge.audit_events (id, zone_id, event_type, request_id, decision, policy_set_id, policy_set_version_id,
                manifest_sha, evaluation_status, determining_policies_json, diagnostics_json, metadata_json, occurred_at,
                reason, decision_point, source, received_sha256, content_sha256)
            from stdin
            """;

    private static final String UNREGISTER = "delete from bridge.audit_event_id where id = any(?)";

    private static final String HASHES =
            """
            select id, stored.content_sha256 from unnest(?::text[], ?::text[]) as given (id, zone_id)
                join bridge.audit_event_id registered using (id)
                join bridge.audit_events stored using (zone_id, occurred_at, id)
            """;

    private static final int ABOUT_A_ROW = 2_500;

    private AuditEvents() {}

    /** The rows of a batch as COPY reads them. */
    static byte[] rows(List<ReportedDecision> batch) {
        var rows = new CopyText(batch.size() * ABOUT_A_ROW);
        batch.forEach(event -> row(rows, event));
        return rows.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the ids that are new. An id that a running transaction has registered is waited for. */
    static Set<String> register(Connection connection, List<ReportedDecision> batch) throws SQLException {
        // In one order, so that no two wait for each other.
        var sorted = batch.stream()
                .sorted(Comparator.comparing(ReportedDecision::id))
                .toList();
        // The driver sends arrays of exactly this type in binary.
        var ids = ids(sorted);
        var times = sorted.stream().map(AuditEvents::time).toArray(String[]::new);
        try (var statement = connection.prepareStatement(REGISTER)) {
            statement.setArray(1, connection.createArrayOf("text", ids));
            statement.setArray(2, connection.createArrayOf("text", times));
            var unseen = new HashSet<String>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    unseen.add(rows.getString(1));
                }
            }
            return unseen;
        }
    }

    /** Returns how many ids were removed. */
    static int unregister(Connection connection, List<ReportedDecision> events) throws SQLException {
        try (var statement = connection.prepareStatement(UNREGISTER)) {
            statement.setArray(1, connection.createArrayOf("text", ids(events)));
            return statement.executeUpdate();
        }
    }

    /** Returns how many rows were added. */
    static long copy(Connection connection, byte[] rows) throws SQLException {
        try {
            return connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY, new ByteArrayInputStream(rows));
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory cannot fail", e);
        }
    }

    private static void row(CopyText rows, ReportedDecision event) {
        rows.column(event.id())
                .column(event.zoneId())
                .column(event.eventType())
                .column(event.requestId())
                .column(event.decision())
                .column(event.policySetId())
                .column(event.policySetVersionId())
                .column(event.manifestSha())
                .column(event.evaluationStatus())
                .column(event.determiningPolicies())
                .column(event.diagnostics())
                .column(event.metadata())
                .column(time(event))
                .column(event.reason())
                .column(event.decisionPoint())
                .column(event.source().word())
                .column("\\x" + HexFormat.of().formatHex(event.receivedSha256()))
                .column(event.contentSha256())
                .endRow();
    }

    /** The content hashes of those that are stored in the same zone, by their ids. */
    static Map<String, String> hashes(Connection connection, List<ReportedDecision> events) throws SQLException {
        var hashes = new HashMap<String, String>();
        var zones = events.stream().map(ReportedDecision::zoneId).toArray(String[]::new);
        try (var statement = connection.prepareStatement(HASHES)) {
            statement.setArray(1, connection.createArrayOf("text", ids(events)));
            statement.setArray(2, connection.createArrayOf("text", zones));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    hashes.put(rows.getString(1), rows.getString(2));
                }
            }
        }
        return hashes;
    }

    private static String[] ids(List<ReportedDecision> events) {
        return events.stream().map(ReportedDecision::id).toArray(String[]::new);
    }

    private static String time(ReportedDecision event) {
        return event.occurredAt().atOffset(ZoneOffset.UTC).toString();
    }
}
