package dev.edict.command.api.audit;

import org.jspecify.annotations.Nullable;

/**
 * A request to the Admin API that changed something or was refused (contract §7.7).
 *
 * @param actor who made it
 * @param zoneId the zone of its path; null for none
 * @param entityType the innermost collection of its path, e.g. {@code policies}
 * @param status of its answer
 * @param payload JSON object: the kind of the change and the names of what was sent, or the error code of a refusal
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
     * Who made it.
     *
     * @param scope {@code global} or {@code zone}
     */
    public record Actor(String id, String name, String scope) {}
}
