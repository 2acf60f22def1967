package dev.edict.query.audit;

import dev.edict.query.Listed;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An Admin API request.
 *
 * @param payloadJson redacted; null if none was recorded
 * @param chainSeq as text, as the contract's clients expect
 */
public record AdminAuditEntry(
        String id,
        String requestId,
        @Nullable String actorId,
        @Nullable String actorName,
        @Nullable String actorScope,
        String action,
        String method,
        String path,
        @Nullable String entityType,
        @Nullable String entityId,
        int statusCode,
        @Nullable ObjectNode payloadJson,
        Instant occurredAt,
        @Nullable String chainSeq,
        boolean signed)
        implements Listed {

    static final Fields<AdminAuditEntry> FIELDS = new Fields<AdminAuditEntry>()
            .text("id", AdminAuditEntry::id)
            .time("occurred_at", AdminAuditEntry::occurredAt)
            .text("action", AdminAuditEntry::action)
            .text("method", AdminAuditEntry::method)
            .text("path", AdminAuditEntry::path)
            .text("entity_type", AdminAuditEntry::entityType)
            .text("entity_id", AdminAuditEntry::entityId)
            .json("status_code", entry -> JsonNodeFactory.instance.numberNode(entry.statusCode()))
            .text("actor_id", AdminAuditEntry::actorId)
            .text("actor_name", AdminAuditEntry::actorName)
            .text("actor_scope", AdminAuditEntry::actorScope)
            .text("request_id", AdminAuditEntry::requestId)
            .text("chain_seq", AdminAuditEntry::chainSeq)
            .json("signed", entry -> JsonNodeFactory.instance.booleanNode(entry.signed()))
            .members(AdminAuditEntry::payloadJson, List.of("change_kind", "changed_fields"));

    @Override
    public Instant createdAt() {
        return occurredAt;
    }
}
