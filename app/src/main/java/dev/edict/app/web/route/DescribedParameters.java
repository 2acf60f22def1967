package dev.edict.app.web.route;

import dev.edict.app.openapi.Parameter;
import dev.edict.query.QueryString;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the query parameters of a handler method: annotated ones, and the annotated components of its records. */
final class DescribedParameters {

    private DescribedParameters() {}

    static List<Parameter> of(Method handler) {
        return Arrays.stream(handler.getParameters())
                .flatMap(parameter -> {
                    var described = parameter.getAnnotation(io.swagger.v3.oas.annotations.Parameter.class);
                    return described == null ? of(parameter.getType()) : Stream.of(parameter(described));
                })
                .toList();
    }

    private static Stream<Parameter> of(Class<?> type) {
        return QueryString.class.isAssignableFrom(type)
                ? Arrays.stream(type.getRecordComponents()).flatMap(DescribedParameters::of)
                : Stream.of();
    }

    private static Stream<Parameter> of(RecordComponent component) {
        var described = component.getAccessor().getAnnotation(io.swagger.v3.oas.annotations.Parameter.class);
        return described == null ? of(component.getType()) : Stream.of(parameter(described));
    }

    private static Parameter parameter(io.swagger.v3.oas.annotations.Parameter described) {
        var schema = described.schema();
        return new Parameter(
                described.name(),
                described.description(),
                List.of(schema.allowableValues()),
                schema.maxLength(),
                maximum(schema),
                orNull(schema.pattern()),
                orNull(schema.format()));
    }

    private static @Nullable Integer maximum(Schema schema) {
        return schema.maximum().isEmpty() ? null : Integer.valueOf(schema.maximum());
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
