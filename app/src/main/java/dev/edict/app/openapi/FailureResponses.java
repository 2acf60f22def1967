package dev.edict.app.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;

/** Describes the errors of an operation: one response per status, with the codes there are and an example of each. */
class FailureResponses {

    static final String ERROR = "Error";
    private static final String ISSUE = "Issue";
    private static final String EXAMPLE = "error_";
    private static final String IN_FLIGHT = "idempotency_key_in_flight";

    private static final Set<Integer> LATER =
            Set.of(HttpStatus.SERVICE_UNAVAILABLE.value(), HttpStatus.TOO_MANY_REQUESTS.value());

    private final Examples examples;

    FailureResponses(Examples examples) {
        this.examples = examples;
    }

    /** The bodies that all errors share. */
    static void describeBodies(Components components) {
        components.addSchemas(ISSUE, issue());
        components.addSchemas(ERROR, error());
    }

    /** By status. */
    Map<String, ApiResponse> of(Route route, OpenAPI document) {
        var byStatus = route.failures().stream()
                .collect(Collectors.groupingBy(Failure::status, TreeMap::new, Collectors.toList()));
        var responses = new TreeMap<String, ApiResponse>();
        byStatus.forEach((status, failures) ->
                responses.put(String.valueOf(status), response(failures, mediaType(route), document)));
        return responses;
    }

    private static String mediaType(Route route) {
        return route.problem()
                ? org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE
                : org.springframework.http.MediaType.APPLICATION_JSON_VALUE;
    }

    private ApiResponse response(List<Failure> failures, String mediaType, OpenAPI document) {
        var codes = failures.stream().map(Failure::code).sorted().toList();
        var schema = new JsonSchema().allOf(List.of(Schemas.reference(ERROR), oneOf(codes)));
        var media = new MediaType().schema(schema);
        codes.forEach(code -> give(media, code, document.getComponents()));
        var response = new ApiResponse()
                .description(String.join(", ", codes))
                .content(new Content().addMediaType(mediaType, media));
        if (codes.contains(IN_FLIGHT) || LATER.contains(failures.get(0).status())) {
            Headers.add(response, Headers.RETRY_AFTER);
        }
        return response;
    }

    /** Said once in the document and named wherever the code may be answered. */
    private void give(MediaType media, String code, Components components) {
        examples.failure(code).ifPresent(body -> {
            components.addExamples(EXAMPLE + code, new Example().value(body));
            media.addExamples(code, new Example().$ref("#/components/examples/" + EXAMPLE + code));
        });
    }

    private static Schema<?> oneOf(List<String> codes) {
        var code = new JsonSchema();
        code.setEnum(List.copyOf(codes));
        return new JsonSchema().addProperty("error", code);
    }

    private static Schema<?> error() {
        var details = new JsonSchema()
                .anyOf(List.of(
                        Schemas.of("object").addProperty("issues", Schemas.list(Schemas.reference(ISSUE))),
                        Schemas.list(Schemas.reference("FoundProblem"))))
                .description("What is wrong with a body, or with the documents in it.");
        return Schemas.of("object")
                .required(List.of("error"))
                .addProperty("error", Schemas.of("string").description("Never changes its meaning."))
                .addProperty("error_description", Schemas.of("string").description("For people; may change."))
                .addProperty("requestId", Schemas.of("string"))
                .addProperty("details", details)
                .addProperty("valid", Schemas.of("boolean"))
                .addProperty("type", Schemas.of("string").description("Of a problem (RFC 9457), as are the next four."))
                .addProperty("title", Schemas.of("string"))
                .addProperty("status", Schemas.of("integer"))
                .addProperty("detail", Schemas.of("string"))
                .addProperty("instance", Schemas.of("string"))
                .addProperty("max_days", Schemas.of("integer").description("The longest retention there may be."))
                .addProperty("live_dcr_applications", Schemas.of("integer"))
                .addProperty("current_etag", Schemas.of("string").description("What If-Match should have named."))
                .addProperty(
                        "active_version_id",
                        new JsonSchema()
                                .typesItem("string")
                                .typesItem("null")
                                .description("What governs the zone; null for nothing."));
    }

    private static Schema<?> issue() {
        return Schemas.of("object")
                .required(List.of("path", "message"))
                .addProperty("path", Schemas.list(Schemas.of("string")))
                .addProperty("message", Schemas.of("string"));
    }
}
