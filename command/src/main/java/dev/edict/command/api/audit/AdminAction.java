package dev.edict.command.api.audit;

import org.jspecify.annotations.Nullable;

/**
 * A request to the Admin API that changed something or was rejected (contract §7.7).
 *
 * @param actor the caller
 * @param zoneId the zone in its path; null for none
 * @param entityType the innermost collection in its path, e.g. {@code policies}
 * @param status HTTP status of the response
 * @param payload JSON object: the kind of change and the names of the submitted members, or the error code of a
 *     rejection
 */
public record AdminAction(
        String requestId,
        Actor actor,
        String method,
        String path,
        @Nullable String zoneId,
        @Nullable String entityType,
        @Nullable String entityId,
        int status,
        String payload) {

    /**
     * The caller of the request.
     *
     * @param scope {@code global} or {@code zone}
     */
    public record Actor(String id, String name, String scope) {}
}
