package dev.edict.query.policyset;

import dev.edict.query.Parameters;
import dev.edict.query.QueryRejection;
import dev.edict.query.QueryString;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** Selects an activation; null for the newest. */
record ActivationStatusRequest(
        @Parameter(
                        name = "version_id",
                        description = "The policy-set version; default: the active one.",
                        schema = @Schema(minLength = 1, maxLength = ActivationStatusRequest.MAX_ID_LENGTH))
                @Nullable
                String versionId,
        @Parameter(
                        name = "outbox_id",
                        description = "The invalidation; default: the newest one.",
                        schema = @Schema(minLength = 1, maxLength = ActivationStatusRequest.MAX_ID_LENGTH))
                @Nullable
                String outboxId)
        implements QueryString {

    private static final int MAX_ID_LENGTH = 512;

    static ActivationStatusRequest of(HttpServletRequest request) {
        return new ActivationStatusRequest(id(request, "version_id"), id(request, "outbox_id"));
    }

    private static @Nullable String id(HttpServletRequest request, String name) {
        return Parameters.text(request, name, MAX_ID_LENGTH, wrong -> QueryRejection.invalidBody(name, wrong));
    }
}
