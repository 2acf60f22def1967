package dev.edict.app.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;

/** Schemas of OpenAPI 3.1 that no type of the code stands for. */
final class Schemas {

    private Schemas() {}

    static Schema<?> of(String type) {
        return new JsonSchema().typesItem(type);
    }

    static Schema<?> list(Schema<?> items) {
        return of("array").items(items);
    }

    static Schema<?> reference(String name) {
        return new JsonSchema().$ref(Components.COMPONENTS_SCHEMAS_REF + name);
    }
}
