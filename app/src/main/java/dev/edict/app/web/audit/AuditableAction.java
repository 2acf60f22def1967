package dev.edict.app.web.audit;

import dev.edict.app.web.access.Caller;
import dev.edict.app.web.body.FormParameters;
import dev.edict.app.web.error.ErrorBody;
import dev.edict.app.web.request.BodyFieldNames;
import dev.edict.app.web.request.CachedRequest;
import dev.edict.app.web.request.RequestTarget;
import dev.edict.app.web.request.RouteStatus;
import dev.edict.command.api.audit.AdminAction;
import dev.edict.command.api.audit.AuditedRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The audited action of a request: the names of the members that it sends, without their values. */
final class AuditableAction implements AuditedRequest {

    static final int FIRST_REFUSAL = 400;

    private static final int LONGEST_PATH = 1_024;
    private static final int LONGEST_ID = 128;

    private final CachedRequest request;
    private final AuditedEntities entities;
    private final JsonMapper json;
    private final RequestTarget target;
    private @Nullable SortedSet<String> fieldNames;
    private boolean recorded;

    AuditableAction(HttpServletRequest request, AuditedEntities entities, JsonMapper json) {
        this.request = CachedRequest.of(request);
        this.entities = entities;
        this.json = json;
        this.target = RequestTarget.of(request);
    }

    boolean isChange() {
        return !target.isSafe();
    }

    boolean hasCaller() {
        return Caller.current().isPresent();
    }

    /** Reads the names of the members ahead of the record, which is written under the command lock. */
    void readFieldNames() {
        fieldNames = fieldNames();
    }

    boolean isRecorded() {
        return recorded;
    }

    @Override
    public void recorded() {
        recorded = true;
    }

    @Override
    public AdminAction succeeded(@Nullable Object answer) {
        return answered(RouteStatus.of(request), answer);
    }

    AdminAction answered(int status, @Nullable Object answer) {
        var caller = Caller.current().orElseThrow();
        var entity = entities.of(target);
        return new AdminAction(
                request.getRequestId(),
                new AdminAction.Actor(caller.tokenId(), caller.tokenName(), caller.scope()),
                target.method(),
                bounded(target.path(), LONGEST_PATH),
                target.zoneId().map(zone -> bounded(zone, LONGEST_ID)).orElse(null),
                entity.type(),
                entity.id() == null ? idOf(answer) : bounded(entity.id(), LONGEST_ID),
                status,
                payload(caller, entity, status));
    }

    /** A rejected request changed nothing, and is recorded with its error code. */
    private String payload(Caller caller, AuditedEntity entity, int status) {
        var payload = json.createObjectNode();
        if (caller.isViaOperator()) {
            payload.put("operator", true);
        }
        if (status < FIRST_REFUSAL) {
            payload.put("change_kind", entity.changeKind());
            var fields = payload.putArray("changed_fields");
            fieldNames().forEach(fields::add);
        } else if (request.getAttribute(ErrorBody.CODE_ATTRIBUTE) instanceof String code) {
            payload.put("error", code);
        }
        return json.writeValueAsString(payload);
    }

    /** A form sends its members as parameters, beside the token that proves where it comes from. */
    private SortedSet<String> fieldNames() {
        if (fieldNames != null) {
            return fieldNames;
        }
        return request.getAttribute(FormParameters.NAMES) instanceof Set<?> parameters
                ? BodyFieldNames.ofParameters(parameters)
                : BodyFieldNames.of(request.body(), json);
    }

    /** Truncates an id: an unknown path may be as long as the web server allows. */
    private static String bounded(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }

    /** The id of a created entity, which its response contains. */
    private @Nullable String idOf(@Nullable Object answer) {
        var id = answer == null ? null : json.valueToTree(answer).get("id");
        return id != null && id.isString() ? id.stringValue() : null;
    }
}
