package dev.edict.app.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Describes the success responses of an operation, and other statuses with the same body. */
final class Successes {

    private static final String JSON = org.springframework.http.MediaType.APPLICATION_JSON_VALUE;
    private static final String CSV = "text/csv";
    private static final String STREAM = org.springframework.http.MediaType.TEXT_EVENT_STREAM_VALUE;
    private static final String CHOSEN = "PageOfChosenFields";

    private final Examples examples;
    private final Route route;

    Successes(Examples examples, Route route) {
        this.examples = examples;
        this.route = route;
    }

    /** Describes the response of a list to a request with {@code fields}. */
    static void describeBodies(Components components) {
        components.addSchemas(
                CHOSEN,
                Schemas.of("object")
                        .required(List.of("items", "next_cursor"))
                        .description("The members selected with fields, as far as the item has them.")
                        .addProperty("items", Schemas.list(Schemas.anyObject()))
                        .addProperty(
                                "next_cursor",
                                new JsonSchema().typesItem("string").typesItem("null")));
    }

    /** Completes the responses that springdoc derives from the types, by status. */
    Map<String, ApiResponse> of(Map<String, ApiResponse> ofTheCode) {
        var all = new TreeMap<String, ApiResponse>();
        ofTheCode.forEach((status, answer) -> {
            if (!status.startsWith("2")) {
                return;
            }
            var schema = schema(answer);
            all.put(status, withContent(answer, status, schema));
            describeHeaders(answer);
            for (var other : route.alsoAnswers()) {
                var same = also(other, Objects.requireNonNull(schema));
                describeHeaders(same);
                all.put(String.valueOf(other), same);
            }
        });
        return all;
    }

    /** What the code says of formats stays as it is; without that there is JSON, or what a list is exported as. */
    private ApiResponse withContent(ApiResponse answer, String status, @Nullable Schema<?> schema) {
        var content = answer.getContent();
        if (content != null && (content.size() > 1 || content.containsKey(STREAM))) {
            content.forEach((type, media) -> examples.answer(
                            route.operation(), type.equals(JSON) ? status : status + " " + type)
                    .ifPresent(media::setExample));
            return answer;
        }
        return hasOwnFormat(answer) ? answer : answer.content(schema == null ? null : content(status, schema));
    }

    private void describeHeaders(ApiResponse answer) {
        if (route.tagged()) {
            Headers.add(answer, Headers.ETAG);
        }
        if (route.keyed()) {
            Headers.add(answer, Headers.REPLAYED);
        }
        if (route.exported()) {
            Headers.add(answer, Headers.ATTACHMENT);
        }
    }

    /** Springdoc writes JSON, or any format, unless the code names one. */
    private static boolean hasOwnFormat(ApiResponse answer) {
        var content = answer.getContent();
        return content != null && content.keySet().stream().allMatch(type -> type.startsWith("application/vnd."));
    }

    private static @Nullable Schema<?> schema(ApiResponse answer) {
        var content = answer.getContent();
        return content == null || content.isEmpty()
                ? null
                : content.values().iterator().next().getSchema();
    }

    private ApiResponse also(int status, Schema<?> schema) {
        return new ApiResponse()
                .description(HttpStatus.valueOf(status).getReasonPhrase())
                .content(content(String.valueOf(status), schema));
    }

    private Content content(String status, Schema<?> schema) {
        if (!route.exported()) {
            return new Content().addMediaType(JSON, media(status, schema));
        }
        return new Content()
                .addMediaType(JSON, media(status, Schemas.either(schema, Schemas.reference(CHOSEN))))
                .addMediaType(CSV, media(status + " " + CSV, Schemas.of("string")));
    }

    private MediaType media(String example, Schema<?> schema) {
        var media = new MediaType().schema(schema);
        examples.answer(route.operation(), example).ifPresent(media::setExample);
        return media;
    }

    /** The response of a page, which has no type. */
    static ApiResponse page(String mediaType) {
        var schema = mediaType.equals(JSON) ? Schemas.anyObject() : Schemas.of("string");
        return new ApiResponse()
                .description(HttpStatus.OK.getReasonPhrase())
                .content(new Content().addMediaType(mediaType, new MediaType().schema(schema)));
    }
}
