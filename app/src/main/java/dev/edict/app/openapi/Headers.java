package dev.edict.app.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;

/** Describes the headers of answers, once for all of them. */
final class Headers {

    static final String ETAG = "ETag";
    static final String REPLAYED = "idempotent-replayed";
    static final String REQUEST_ID = "x-request-id";
    static final String RETRY_AFTER = "Retry-After";

    private Headers() {}

    static void describe(Components components) {
        var text = Schemas.of("string");
        components.addHeaders(ETAG, header("Names the state that was read; a change takes it in If-Match.", text));
        components.addHeaders(REPLAYED, header("true if this is the answer to an earlier request.", text));
        components.addHeaders(REQUEST_ID, header("The id of this request, as it stands in the log.", text));
        components.addHeaders(RETRY_AFTER, header("Seconds to wait before another try.", Schemas.of("integer")));
    }

    static void add(ApiResponse response, String name) {
        response.addHeaderObject(name, new Header().$ref("#/components/headers/" + name));
    }

    private static Header header(String description, Schema<?> schema) {
        return new Header().description(description).schema(schema);
    }
}
