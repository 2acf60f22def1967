package dev.edict.app.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.QueryParameter;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Describes path ids, the query string and the headers of a request. */
final class Parameters {

    private static final String ID = "^[A-Za-z0-9_.\\-:]{1,128}$";
    private static final String KEY = "Idempotency-Key";
    private static final String IF_MATCH = "If-Match";
    private static final String REQUEST_ID = "x-request-id";

    private Parameters() {}

    static void describe(Components components) {
        header(components, KEY, "^[\\x20-\\x7e]{1,255}$", "The same request under the same key takes effect once.");
        header(components, IF_MATCH, null, "The ETag of the state that this change is meant for, or *.");
        header(components, REQUEST_ID, "^[\\x21-\\x7e]{1,128}$", "Stands in the log; made if not given.");
    }

    static void describe(Operation operation, Route route) {
        if (operation.getParameters() != null) {
            operation
                    .getParameters()
                    .forEach(id -> id.setSchema(Schemas.of("string").pattern(ID)));
        }
        for (var parameter : route.parameters()) {
            operation.addParametersItem(new QueryParameter()
                    .name(parameter.name())
                    .description(parameter.description())
                    .schema(schema(parameter)));
        }
        if (route.keyed()) {
            refer(operation, KEY);
        }
        if (route.conditional()) {
            refer(operation, IF_MATCH);
        }
        refer(operation, REQUEST_ID);
    }

    private static void header(Components components, String name, @Nullable String pattern, String description) {
        var schema = Schemas.of("string");
        schema.setPattern(pattern);
        components.addParameters(
                name, new HeaderParameter().name(name).description(description).schema(schema));
    }

    private static void refer(Operation operation, String name) {
        operation.addParametersItem(
                new io.swagger.v3.oas.models.parameters.Parameter().$ref("#/components/parameters/" + name));
    }

    private static Schema<?> schema(Parameter parameter) {
        if (parameter.maximum() != null) {
            return Schemas.of("integer").minimum(BigDecimal.ONE).maximum(BigDecimal.valueOf(parameter.maximum()));
        }
        var text = Schemas.of("string");
        if (parameter.words().isEmpty()) {
            return text.minLength(1).maxLength(parameter.maxLength());
        }
        @SuppressWarnings("unchecked")
        var words = (Schema<Object>) text;
        words.setEnum(List.copyOf(parameter.words()));
        return words;
    }
}
