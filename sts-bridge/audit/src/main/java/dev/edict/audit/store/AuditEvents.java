package dev.edict.audit.store;

import static dev.edict.audit.event.DeadLetterReason.TAMPER_ON_REPLAY;

import dev.edict.audit.event.ReportedDecision;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.postgresql.PGConnection;

/** The tables of events, in one transaction that has the row of {@code audit_arrival}. */
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

    private static final String HASHES =
            """
            select registered.id, stored.content_sha256 from bridge.audit_event_id registered
                join bridge.audit_events stored using (id, occurred_at)
            where registered.id = any(?)
            """;

    private static final int ABOUT_A_ROW = 2_500;

    private AuditEvents() {}

    /** The rows of a batch as COPY reads them; written before the turn of the batch, in which others wait. */
    static byte[] rows(List<ReportedDecision> batch) {
        var rows = new CopyText(batch.size() * ABOUT_A_ROW);
        batch.forEach(event -> row(rows, event));
        return rows.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** @param rows those of the batch */
    static Stored insert(Connection connection, List<ReportedDecision> batch, byte[] rows) throws SQLException {
        var unseen = register(connection, batch);
        var added = new ArrayList<ReportedDecision>();
        var again = new ArrayList<Integer>();
        for (var position = 0; position < batch.size(); position++) {
            // Of several with one id, the first counts.
            if (unseen.remove(batch.get(position).id())) {
                added.add(batch.get(position));
            } else {
                again.add(position);
            }
        }
        if (!added.isEmpty()) {
            copy(connection, again.isEmpty() ? rows : rows(added));
        }
        var stored = hashes(connection, again.stream().map(batch::get).toList());
        var tampered = again.stream()
                .filter(position -> {
                    var event = batch.get(position);
                    return !event.contentSha256().equals(stored.get(event.id()));
                })
                .map(position ->
                        new Refused(position, TAMPER_ON_REPLAY, "an event of this id is stored with other content"))
                .toList();
        return new Stored(added.size(), again.size() - tampered.size(), tampered);
    }

    /** Returns the ids that are new. */
    private static Set<String> register(Connection connection, List<ReportedDecision> batch) throws SQLException {
        // The driver sends arrays of exactly this type in binary.
        var ids = batch.stream().map(ReportedDecision::id).toArray(String[]::new);
        var times = batch.stream().map(AuditEvents::time).toArray(String[]::new);
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

    private static void copy(Connection connection, byte[] rows) throws SQLException {
        try {
            connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY, new ByteArrayInputStream(rows));
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

    /** The content hashes of stored events by their ids. */
    private static Map<String, String> hashes(Connection connection, List<ReportedDecision> events)
            throws SQLException {
        var hashes = new HashMap<String, String>();
        if (events.isEmpty()) {
            return hashes;
        }
        var ids = events.stream().map(ReportedDecision::id).distinct().toArray(String[]::new);
        try (var statement = connection.prepareStatement(HASHES)) {
            statement.setArray(1, connection.createArrayOf("text", ids));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    hashes.put(rows.getString(1), rows.getString(2));
                }
            }
        }
        return hashes;
    }

    private static String time(ReportedDecision event) {
        return event.occurredAt().atOffset(ZoneOffset.UTC).toString();
    }
}
