package dev.edict.app.web.route;

import dev.edict.app.openapi.RequestHeader;
import dev.edict.app.web.access.CallerHeaders;
import dev.edict.app.web.access.Permission;
import dev.edict.app.web.idempotency.IdempotencyKeys;
import dev.edict.app.web.request.RequestIdFilter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The headers that routes read beside those of HTTP itself, with the patterns by which they are checked. */
final class RequestHeaders {

    private static final RequestHeader KEY = new RequestHeader(
            IdempotencyKeys.HEADER, IdempotencyKeys.KEY, "The same request under the same key takes effect once.");

    private static final String ENTITY_TAG = "(W/)?\"[!#-~]*\"";

    private static final RequestHeader IF_MATCH = new RequestHeader(
            "If-Match",
            "(\\*|%1$s(, ?%1$s)*)".formatted(ENTITY_TAG),
            "The ETag of the state that this change is meant for, or *.");

    private static final RequestHeader REQUEST_ID = new RequestHeader(
            RequestIdFilter.HEADER,
            null,
            "1 to 128 visible ASCII characters, which stand in the log; made if not given, or if it is another text.");

    private static final RequestHeader ACCOUNT = new RequestHeader(
            CallerHeaders.ACCOUNT,
            null,
            "For whom a console acts, signed; needed with a token that was worked out for a console, and ignored with others.");

    private static final RequestHeader AUTHORIZED_BY = new RequestHeader(
            CallerHeaders.AUTHORIZED_BY,
            null,
            "On whose behalf the change is made; stands in the timeline. 1 to 256 letters, digits, spaces"
                    + " and @._+:'-; another text is ignored.");

    private static final RequestHeader CREATED_VIA = new RequestHeader(
            CallerHeaders.CREATED_VIA,
            null,
            "operator, if the change comes by way of Caracal's operator; anything else is ignored.");

    private RequestHeaders() {}

    /** Of a route; {@code needed} is null for one that is open to everybody. */
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
}
