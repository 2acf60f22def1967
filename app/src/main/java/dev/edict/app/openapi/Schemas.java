package dev.edict.app.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.util.List;

/** OpenAPI 3.1 schemas without a corresponding type in the code. */
final class Schemas {

    private Schemas() {}

    static Schema<?> of(String type) {
        return new JsonSchema().typesItem(type);
    }

    static Schema<?> list(Schema<?> items) {
        return of("array").items(items);
    }

    /** An object with members that the schema leaves open. */
    static Schema<?> anyObject() {
        return of("object").additionalProperties(true);
    }

    /** A list with elements that the schema leaves open. */
    static Schema<?> anyList() {
        return list(anything());
    }

    /** Any JSON value. */
    static Schema<?> anything() {
        return new JsonSchema().booleanSchemaValue(true);
    }

    static Schema<?> reference(String name) {
        return new JsonSchema().$ref(Components.COMPONENTS_SCHEMAS_REF + name);
    }

    static Schema<?> either(Schema<?> one, Schema<?> other) {
        return new JsonSchema().anyOf(List.of(one, other));
    }

    static Schema<?> oneOfWords(List<String> words) {
        @SuppressWarnings("unchecked")
        var schema = (Schema<Object>) of("string");
        schema.setEnum(List.copyOf(words));
        return schema;
    }
}
