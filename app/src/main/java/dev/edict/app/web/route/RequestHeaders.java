package dev.edict.app.web.route;

import dev.edict.app.openapi.RequestHeader;
import dev.edict.app.web.access.CallerHeaders;
import dev.edict.app.web.access.Permission;
import dev.edict.app.web.idempotency.IdempotencyKeys;
import dev.edict.app.web.request.RequestIdFilter;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The request headers that routes read beside those of HTTP itself, with the patterns that validate them. */
final class RequestHeaders {

    private static final RequestHeader KEY = new RequestHeader(
            IdempotencyKeys.HEADER, IdempotencyKeys.KEY, "The same request under the same key takes effect once.");

    private static final String ENTITY_TAG = "(W/)?\"[!#-~]*\"";

    private static final RequestHeader IF_MATCH = new RequestHeader(
            "If-Match", "(\\*|%1$s(, ?%1$s)*)".formatted(ENTITY_TAG), "The ETag of the state to change, or *.");

    private static final RequestHeader REQUEST_ID = new RequestHeader(
            RequestIdFilter.HEADER,
            null,
            "1 to 128 visible ASCII characters, which appear in the log; generated if missing or invalid.");

    private static final RequestHeader ACCOUNT = new RequestHeader(
            CallerHeaders.ACCOUNT,
            null,
            "The signed account that a console acts for; required with a console's token, and ignored with others.");

    private static final RequestHeader AUTHORIZED_BY = new RequestHeader(
            CallerHeaders.AUTHORIZED_BY,
            null,
            "The person for whom the change is made, for the timeline. 1 to 256 letters, digits, spaces"
                    + " and @._+:'-; an invalid value is ignored.");

    private static final RequestHeader CREATED_VIA = new RequestHeader(
            CallerHeaders.CREATED_VIA,
            null,
            "operator, if the change comes from Caracal's operator; another value is ignored.");

    private RequestHeaders() {}

    /** The headers of a route; {@code needed} is null for a route that is open to everyone. */
    static List<RequestHeader> of(@Nullable Permission needed, boolean keyed, boolean conditional) {
        var headers = new ArrayList<RequestHeader>();
        if (keyed) {
            headers.add(KEY);
        }
        if (conditional) {
            headers.add(IF_MATCH);
        }
        if (needed != null) {
            headers.add(ACCOUNT);
        }
        if (needed != null && needed.write()) {
            headers.add(AUTHORIZED_BY);
            headers.add(CREATED_VIA);
        }
        headers.add(REQUEST_ID);
        return headers;
    }

    /** Those that the route declares itself. */
    static List<RequestHeader> declared(Operation operation) {
        return Arrays.stream(operation.parameters())
                .filter(parameter -> parameter.in() == ParameterIn.HEADER)
                .map(header -> new RequestHeader(header.name(), pattern(header.schema()), header.description()))
                .toList();
    }

    private static String pattern(Schema schema) {
        return schema.pattern().isEmpty()
                ? "(%s)".formatted(String.join("|", schema.allowableValues()))
                : schema.pattern();
    }
}
