package dev.edict.app.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.responses.ApiResponse;

/** Describes the response headers, once for all operations. */
final class Headers {

    static final String ETAG = "ETag";
    static final String REPLAYED = "idempotent-replayed";
    static final String REQUEST_ID = "x-request-id";
    static final String RETRY_AFTER = "Retry-After";
    static final String ATTACHMENT = "Content-Disposition";

    private static final String PERHAPS = "-perhaps";

    private Headers() {}

    static void describe(Components components) {
        components.addHeaders(ETAG, always("The version of the resource, which a change takes in If-Match.", "string"));
        components.addHeaders(REPLAYED, header("true if this is the stored response of an earlier request.", "string"));
        components.addHeaders(REQUEST_ID, always("The id of this request, as in the log.", "string"));
        components.addHeaders(RETRY_AFTER, always("Seconds to wait before a retry.", "integer"));
        components.addHeaders(
                RETRY_AFTER + PERHAPS, header("Seconds to wait before a retry, if a retry can succeed.", "integer"));
        components.addHeaders(ATTACHMENT, header("The name of the file.", "string"));
    }

    static void add(ApiResponse response, String name) {
        refer(response, name, name);
    }

    /** Marks {@code Retry-After} as optional, for a status whose other errors lack it. */
    static void addRetryPerhaps(ApiResponse response) {
        refer(response, RETRY_AFTER, RETRY_AFTER + PERHAPS);
    }

    private static void refer(ApiResponse response, String name, String component) {
        response.addHeaderObject(name, new Header().$ref("#/components/headers/" + component));
    }

    private static Header always(String description, String type) {
        return header(description, type).required(true);
    }

    private static Header header(String description, String type) {
        return new Header().description(description).schema(Schemas.of(type));
    }
}
