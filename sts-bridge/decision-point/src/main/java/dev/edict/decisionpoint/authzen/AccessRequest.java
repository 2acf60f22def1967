package dev.edict.decisionpoint.authzen;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One access request, for the description of the API; requests are read as JSON, so that unknown members are ignored and
 * a mapping reaches all of them.
 */
record AccessRequest(
        AccessEntity subject,
        AccessAction action,
        AccessEntity resource,
        @Nullable Map<String, Object> context,
        @Nullable AccessOptions options) {

    /** A subject or a resource. */
    record AccessEntity(String type, String id, @Nullable Map<String, Object> properties) {}

    /** An action. */
    record AccessAction(String name, @Nullable Map<String, Object> properties) {}

    /**
     * How answers are made.
     *
     * @param evaluationsSemantic execute_all (the default), deny_on_first_deny or permit_on_first_permit
     * @param reasons whether each decision says why
     */
    record AccessOptions(@Nullable String evaluationsSemantic, @Nullable Boolean reasons) {}

    /** A batch, whose items replace the defaults beside them. */
    record AccessBatch(
            @Nullable AccessEntity subject,
            @Nullable AccessAction action,
            @Nullable AccessEntity resource,
            @Nullable Map<String, Object> context,
            @Nullable List<AccessItem> evaluations,
            @Nullable AccessOptions options) {}

    /** One item of a batch. */
    record AccessItem(
            @Nullable AccessEntity subject,
            @Nullable AccessAction action,
            @Nullable AccessEntity resource,
            @Nullable Map<String, Object> context) {}
}
