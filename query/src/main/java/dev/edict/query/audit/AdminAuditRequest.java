package dev.edict.query.audit;

import dev.edict.query.PageRequest;
import dev.edict.query.QueryString;
import dev.edict.query.RowPosition;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Selects Admin API requests. */
public record AdminAuditRequest(
        ListParameters list,
        @Parameter(
                        name = "actor_id",
                        description = "Requests with this token.",
                        schema = @Schema(minLength = 1, maxLength = AdminAuditRequest.MAX_ID_LENGTH))
                @Nullable
                String actorId,
        @Parameter(
                        name = "entity_type",
                        description = "Requests for this entity type.",
                        schema = @Schema(minLength = 1, maxLength = AdminAuditRequest.MAX_TYPE_LENGTH))
                @Nullable
                String entityType,
        @Parameter(
                        name = "entity_id",
                        description = "Requests for this entity.",
                        schema = @Schema(minLength = 1, maxLength = AdminAuditRequest.MAX_ID_LENGTH))
                @Nullable
                String entityId,
        @Parameter(
                        name = "method",
                        description = "Requests with this method.",
                        schema = @Schema(allowableValues = {"POST", "PUT", "PATCH", "DELETE"}))
                @Nullable
                String method,
        Listing<AdminAuditEntry> listing,
        RowPosition after)
        implements QueryString {

    private static final List<String> METHODS = List.of("POST", "PUT", "PATCH", "DELETE");
    private static final int MAX_ID_LENGTH = 128;
    private static final int MAX_TYPE_LENGTH = 64;

    static AdminAuditRequest of(HttpServletRequest request) {
        var list = ListParameters.of(request);
        var actorId = PageRequest.query(request, "actor_id", MAX_ID_LENGTH);
        var entityType = PageRequest.query(request, "entity_type", MAX_TYPE_LENGTH);
        var entityId = PageRequest.query(request, "entity_id", MAX_ID_LENGTH);
        var method = Filters.oneOf(request, "method", METHODS);
        var fields = AdminAuditEntry.FIELDS.choose(list.fields());
        var after = PageRequest.from(list.limit(), list.cursor()).after();
        return new AdminAuditRequest(list, actorId, entityType, entityId, method, Listing.of(list, fields), after);
    }

    PageRequest page() {
        return new PageRequest(list.limit(), after);
    }
}
