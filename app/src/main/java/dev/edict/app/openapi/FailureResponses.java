package dev.edict.app.openapi;

import io.swagger.v3.oas.models.Components;
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
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;

/** Describes the errors of an operation: one response per status, with its codes and an example of each. */
class FailureResponses {

    /** Codes that differ from the others of their status in whether they have a {@code Retry-After}. */
    private static final Set<String> MIXED =
            Set.of("idempotency_key_in_flight", "log_inconsistent", "replica_id_in_use");

    private static final Set<Integer> LATER =
            Set.of(HttpStatus.SERVICE_UNAVAILABLE.value(), HttpStatus.TOO_MANY_REQUESTS.value());

    private final Examples examples;
    private final Components components;

    FailureResponses(Examples examples, Components components) {
        this.examples = examples;
        this.components = components;
    }

    /** The responses by status. */
    Map<String, ApiResponse> of(Route route, String method) {
        var byStatus = route.failures().stream()
                .collect(Collectors.groupingBy(
                        Failure::status,
                        TreeMap::new,
                        Collectors.mapping(Failure::code, Collectors.toCollection(TreeSet::new))));
        var responses = new TreeMap<String, ApiResponse>();
        byStatus.forEach((status, codes) ->
                responses.put(String.valueOf(status), response(status, List.copyOf(codes), route, method)));
        return responses;
    }

    private ApiResponse response(int status, List<String> codes, Route route, String method) {
        var body = Schemas.reference(route.problem() ? ErrorSchemas.PROBLEM : ErrorSchemas.ERROR);
        var media = new MediaType().schema(new JsonSchema().allOf(List.of(body, oneOf(codes))));
        codes.forEach(code -> give(media, code, route, method));
        var response = new ApiResponse()
                .description(String.join(", ", codes))
                .content(new Content().addMediaType(mediaType(route), media));
        if (codes.stream().anyMatch(MIXED::contains)) {
            Headers.addRetryPerhaps(response);
        } else if (LATER.contains(status)) {
            Headers.add(response, Headers.RETRY_AFTER);
        }
        return response;
    }

    private static String mediaType(Route route) {
        return route.problem()
                ? org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE
                : org.springframework.http.MediaType.APPLICATION_JSON_VALUE;
    }

    /** Adds the operation's own example, or refers to the shared one of its kind. */
    private void give(MediaType media, String code, Route route, String method) {
        var own = examples.failure(route.operation(), code);
        if (own.isPresent()) {
            media.addExamples(code, new Example().value(own.get()));
            return;
        }
        var kind = Examples.kind(method, route.problem());
        examples.commonFailure(code, kind).ifPresent(body -> {
            var name = code + "_" + kind;
            components.addExamples(name, new Example().value(body));
            media.addExamples(code, new Example().$ref("#/components/examples/" + name));
        });
    }

    private static Schema<?> oneOf(List<String> codes) {
        var code = new JsonSchema();
        code.setEnum(List.copyOf(codes));
        return new JsonSchema().addProperty("error", code);
    }
}
