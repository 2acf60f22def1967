package dev.edict.app.web.audit;

import dev.edict.app.web.request.RequestTarget;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The entity that a request changes: the innermost one of its path (contract §7.7).
 *
 * @param id null for an entity that is being created, or has no id
 * @param changeKind {@code create}, {@code update}, {@code delete} or {@code action}; null if nothing changes
 */
record AuditedEntity(@Nullable String type, @Nullable String id, @Nullable String changeKind) {

    static AuditedEntity of(RequestTarget target, Set<String> collections) {
        String type = null;
        String id = null;
        int next = 1;
        var segments = target.segments();
        while (next < segments.size() && collections.contains(segments.get(next))) {
            type = segments.get(next);
            id = next + 1 < segments.size() ? segments.get(next + 1) : null;
            next += 2;
        }
        return new AuditedEntity(type, id, kind(target.method(), id, next < segments.size()));
    }

    private static @Nullable String kind(String method, @Nullable String id, boolean deeper) {
        return switch (method) {
            case "PUT", "PATCH" -> "update";
            case "DELETE" -> "delete";
            case "POST" -> id == null && !deeper ? "create" : "action";
            default -> null;
        };
    }
}
