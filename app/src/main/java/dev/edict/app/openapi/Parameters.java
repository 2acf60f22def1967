package dev.edict.app.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.QueryParameter;
import java.math.BigDecimal;

/** Describes path ids, query parameters and request headers. */
final class Parameters {

    private static final String PATH = "path";

    private Parameters() {}

    static void describe(Operation operation, Route route, String idPattern, Components components) {
        if (operation.getParameters() != null) {
            operation.getParameters().removeIf(parameter -> !PATH.equals(parameter.getIn()));
            operation
                    .getParameters()
                    .forEach(id -> id.setSchema(Schemas.of("string").pattern(whole(idPattern))));
        }
        for (var parameter : route.parameters()) {
            operation.addParametersItem(new QueryParameter()
                    .name(parameter.name())
                    .description(parameter.description())
                    .schema(schema(parameter)));
        }
        for (var header : route.headers()) {
            components.addParameters(header.name(), described(header));
            operation.addParametersItem(new io.swagger.v3.oas.models.parameters.Parameter()
                    .$ref("#/components/parameters/" + header.name()));
        }
    }

    private static io.swagger.v3.oas.models.parameters.Parameter described(RequestHeader header) {
        var schema = Schemas.of("string");
        if (header.pattern() != null) {
            schema.setPattern(whole(header.pattern()));
        }
        return new HeaderParameter()
                .name(header.name())
                .description(header.description())
                .schema(schema);
    }

    private static String whole(String pattern) {
        return "^" + pattern + "$";
    }

    private static Schema<?> schema(Parameter parameter) {
        if (parameter.maximum() != null) {
            return Schemas.of("integer").minimum(BigDecimal.ONE).maximum(BigDecimal.valueOf(parameter.maximum()));
        }
        if (!parameter.words().isEmpty()) {
            return Schemas.oneOfWords(parameter.words());
        }
        var text = Schemas.of("string").minLength(1).maxLength(parameter.maxLength());
        if (parameter.pattern() != null) {
            text.setPattern(whole(parameter.pattern()));
        }
        text.setFormat(parameter.format());
        return text;
    }
}
