package dev.edict.decisionpoint.authzen;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One access request, for the description of the API; requests are read as JSON, so that unknown members are ignored and
 * a mapping reaches all of them.
 */
@JsonInclude(Include.NON_NULL)
record AccessRequest(
        AccessEntity subject,
        AccessAction action,
        AccessEntity resource,
        @Nullable Map<String, Object> context,
        @Nullable AccessOptions options) {

    /** A subject or a resource. */
    @JsonInclude(Include.NON_NULL)
    record AccessEntity(String type, String id, @Nullable Map<String, Object> properties) {}

    /** An action. */
    @JsonInclude(Include.NON_NULL)
    record AccessAction(String name, @Nullable Map<String, Object> properties) {}

    /**
     * How answers are made.
     *
     * @param evaluationsSemantic execute_all (the default), deny_on_first_deny or permit_on_first_permit
     * @param reasons whether each decision says why
     */
    @JsonInclude(Include.NON_NULL)
    record AccessOptions(@Nullable String evaluationsSemantic, @Nullable Boolean reasons) {}

    /** A batch, whose items replace the defaults beside them. */
    @JsonInclude(Include.NON_NULL)
    record AccessBatch(
            @Nullable AccessEntity subject,
            @Nullable AccessAction action,
            @Nullable AccessEntity resource,
            @Nullable Map<String, Object> context,
            @Nullable List<AccessItem> evaluations,
            @Nullable AccessOptions options) {}

    /** One item of a batch. */
    @JsonInclude(Include.NON_NULL)
    record AccessItem(
            @Nullable AccessEntity subject,
            @Nullable AccessAction action,
            @Nullable AccessEntity resource,
            @Nullable Map<String, Object> context) {}
}
