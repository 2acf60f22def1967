package dev.edict.query.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads and redacts the audit of Admin API requests. */
@Component
public class AdminAuditReader {

    private static final String CALLS =
            """
            select id, request_id, actor_id, actor_name, actor_scope, action, method, path, entity_type, entity_id,
                status_code, payload_json, occurred_at, chain_seq, signed
            from command.admin_audit
            """;

    private final JdbcClient tables;

    AdminAuditReader(@Qualifier("queryPool") DataSource queryPool) {
        this.tables = JdbcClient.create(queryPool);
    }

    public List<AdminAuditEntry> list(String zoneId, AdminAuditRequest asked) {
        return statement(zoneId, asked, CALLS)
                .query((row, number) -> entry(row))
                .list();
    }

    JdbcClient.StatementSpec statement(String zoneId, AdminAuditRequest asked, String select) {
        var after = asked.after();
        return Conditions.of(zoneId, asked.list())
                .and("actor_id = :actor", "actor", asked.actorId())
                .and("entity_type = :type", "type", asked.entityType())
                .and("entity_id = :entity", "entity", asked.entityId())
                .and("method = :method", "method", asked.method())
                .and(
                        "(occurred_at, id) < (:afterTime, :afterId)",
                        "afterTime",
                        after.isStart() ? null : after.createdAt())
                .with("afterId", after.id())
                .statement(
                        tables,
                        select,
                        "occurred_at desc, id desc",
                        asked.list().limit());
    }

    private static AdminAuditEntry entry(ResultSet row) throws SQLException {
        return new AdminAuditEntry(
                row.getString("id"),
                row.getString("request_id"),
                row.getString("actor_id"),
                row.getString("actor_name"),
                row.getString("actor_scope"),
                row.getString("action"),
                row.getString("method"),
                row.getString("path"),
                row.getString("entity_type"),
                row.getString("entity_id"),
                row.getInt("status_code"),
                Redaction.of(StoredJson.object(row.getString("payload_json"))),
                row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
                row.getString("chain_seq"),
                row.getBoolean("signed"));
    }
}
