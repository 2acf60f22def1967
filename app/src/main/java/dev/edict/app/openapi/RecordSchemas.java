package dev.edict.app.openapi;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.type.TypeFactory;
import dev.edict.command.api.zone.ExpectedActive;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import jakarta.validation.Constraint;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Describes a record as its annotations define it on the wire. Members of a request record may be absent but are never
 * null. A response record has all its members, and null where a component is nullable.
 */
class RecordSchemas implements ModelConverter {

    private static final int MAX_ID_LENGTH = 512;

    private static final String RECORDED = "As recorded, with secrets redacted.";

    /** A pattern cannot express which characters are assigned. */
    private static final String NAME = "Not blank, without control, format, line-separator, unassigned and invisible"
            + " characters. Stored without surrounding blanks, in NFC.";

    /** Some times are text with the microseconds of the database. */
    private static final String TIME = "_at";

    private static final PropertyNamingStrategies.SnakeCaseStrategy WIRE =
            new PropertyNamingStrategies.SnakeCaseStrategy();

    private final Map<String, String> namedTypes = new HashMap<>();

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType annotated, ModelConverterContext context, Iterator<ModelConverter> chain) {
        var type = TypeFactory.defaultInstance().constructType(annotated.getType());
        if (type.hasRawClass(ObjectNode.class)) {
            return Schemas.anyObject().description(RECORDED);
        }
        if (type.hasRawClass(Object.class)) {
            return Schemas.anything();
        }
        if (type.hasRawClass(ArrayNode.class)) {
            return Schemas.anyList().description(RECORDED);
        }
        if (type.hasRawClass(ExpectedActive.class)) {
            return orNull(new JsonSchema().typesItem("string").minLength(1).maxLength(MAX_ID_LENGTH));
        }
        var schema = chain.hasNext() ? chain.next().resolve(annotated, context, chain) : null;
        if (schema != null && type.getRawClass().isRecord()) {
            defined(schema, type, context).ifPresent(model -> describe(model, type.getRawClass()));
        }
        return schema;
    }

    private Optional<Schema<?>> defined(Schema<?> schema, JavaType type, ModelConverterContext context) {
        if (schema.get$ref() == null) {
            return Optional.of(schema);
        }
        var name = schema.get$ref().substring(Components.COMPONENTS_SCHEMAS_REF.length());
        var earlier = namedTypes.putIfAbsent(name, type.toCanonical());
        if (earlier != null && !earlier.equals(type.toCanonical())) {
            throw new IllegalStateException(
                    "%s and %s would both be the schema %s: rename one".formatted(earlier, type.toCanonical(), name));
        }
        return Optional.ofNullable(context.getDefinedModels().get(name));
    }

    private static void describe(Schema<?> model, Class<?> type) {
        var properties = model.getProperties();
        if (properties == null) {
            return;
        }
        var required = new LinkedHashSet<String>();
        for (var component : type.getRecordComponents()) {
            if (has(component, JsonAnySetter.class)) {
                properties.remove(name(component));
                model.setAdditionalProperties(false);
            }
            var property = properties.get(name(component));
            if (property != null) {
                bound(property, component);
                if (isRead(type) && name(component).equals("name")) {
                    property.setDescription(NAME);
                }
            }
        }
        if (!isRead(type)) {
            written(type, model, required);
            model.setRequired(List.copyOf(required));
        }
    }

    /** Constraints are checked on request records only. */
    private static boolean isRead(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .flatMap(component -> Arrays.stream(component.getAccessor().getAnnotations()))
                .anyMatch(annotation -> annotation.annotationType().isAnnotationPresent(Constraint.class));
    }

    private static void written(Class<?> type, Schema<?> model, Set<String> required) {
        for (var component : type.getRecordComponents()) {
            var name = name(component);
            if (has(component, JsonUnwrapped.class)) {
                written(component.getType(), model, required);
            } else if (!mayBeNull(component)) {
                required.add(name);
            } else if (!leavesNullOut(type, component)) {
                model.getProperties().computeIfPresent(name, (member, schema) -> orNull(schema));
                required.add(name);
            }
        }
    }

    private static void bound(Schema<?> property, RecordComponent component) {
        if (has(component, NotBlank.class)) {
            property.setMinLength(1);
            property.setPattern("\\S");
        }
        if (Integer.valueOf(Integer.MAX_VALUE).equals(property.getMaxLength())) {
            property.setMaxLength(null);
        }
        if (Integer.valueOf(0).equals(property.getMinLength())) {
            property.setMinLength(null);
        }
        if (component.getType() == String.class && name(component).endsWith(TIME)) {
            property.setFormat("date-time");
        }
        var pattern = annotation(component, Pattern.class);
        if (pattern != null) {
            property.setPattern("^(?:" + pattern.regexp() + ")$");
        }
    }

    /** Idempotent, because a type is processed at every use. */
    private static Schema<?> orNull(Schema<?> schema) {
        if (schema.get$ref() != null) {
            return new JsonSchema().anyOf(List.of(schema, new JsonSchema().typesItem("null")));
        }
        if (schema.getTypes() != null) {
            var types = new LinkedHashSet<>(schema.getTypes());
            types.add("null");
            schema.setTypes(types);
        }
        return schema;
    }

    private static boolean mayBeNull(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private static boolean leavesNullOut(Class<?> type, RecordComponent component) {
        var own = annotation(component, JsonInclude.class);
        var inclusion = own != null ? own : type.getAnnotation(JsonInclude.class);
        return inclusion != null && inclusion.value() == JsonInclude.Include.NON_NULL;
    }

    private static String name(RecordComponent component) {
        var explicit = annotation(component, JsonProperty.class);
        return explicit != null ? explicit.value() : WIRE.translate(component.getName());
    }

    private static boolean has(RecordComponent component, Class<? extends Annotation> annotation) {
        return annotation(component, annotation) != null;
    }

    /** Reads the accessor if the component lacks the annotation: some annotations do not target components. */
    private static <A extends Annotation> @Nullable A annotation(RecordComponent component, Class<A> type) {
        var own = component.getAnnotation(type);
        return own != null ? own : component.getAccessor().getAnnotation(type);
    }
}
