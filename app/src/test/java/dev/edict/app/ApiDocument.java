package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The OpenAPI document of a running Edict, read more strictly than a client has to: what it does not name is wrong. */
final class ApiDocument {

    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

    /** Meta-schemas name formats as hints only; that of OpenAPI has references for URIs. */
    private static final SchemaRegistry META_SCHEMAS =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private static final String DRAFT_2020_12 = "https://json-schema.org/draft/2020-12/schema";
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    private final JsonNode document;
    private final JsonNode closed;

    ApiDocument(Api api) {
        document = api.get("/openapi.json").expect(200).json();
        closed = document.deepCopy();
        close(closed.get("components").get("schemas"));
        close(closed.get("paths"));
    }

    JsonNode json() {
        return document;
    }

    /** An operation, and where it stands. */
    record Operation(String method, String path, JsonNode json) {

        String id() {
            return json.path("operationId").asString();
        }

        String name() {
            return method + " " + path;
        }

        /** The error codes that a status may come with. */
        Set<String> codes(String status) {
            var codes = new TreeSet<String>();
            json.path("responses")
                    .path(status)
                    .findValues("enum")
                    .forEach(list -> list.forEach(code -> codes.add(code.asString())));
            return codes;
        }
    }

    List<Operation> operations() {
        return operations(document).toList();
    }

    private static Stream<Operation> operations(JsonNode document) {
        return document.get("paths").propertyStream().flatMap(path -> path.getValue()
                .propertyStream()
                .filter(member -> METHODS.contains(member.getKey()))
                .map(member ->
                        new Operation(member.getKey().toUpperCase(Locale.ROOT), path.getKey(), member.getValue())));
    }

    /** The operation that a request calls. */
    Operation called(String method, String pathAndQuery) {
        var path = pathAndQuery.replaceFirst("\\?.*", "");
        return operations(closed)
                .filter(operation -> operation.method().equals(method))
                .filter(operation -> path.matches(operation.path().replaceAll("\\{[^}]+}", "[^/]+")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("%s %s is not in the document".formatted(method, path)));
    }

    /** Fails if the status is not documented, or the body has a member that is not, or one of the wrong type. */
    void check(Operation operation, int status, String body) {
        var response = operation.json().get("responses").get(String.valueOf(status));
        assertThat(response)
                .as("%s answered %d %s, which its line in RouteTable does not name", operation.name(), status, body)
                .isNotNull();
        var schema = mediaOf(response).path("schema");
        if (schema.isMissingNode()) {
            assertThat(body).as(operation.name()).isEmpty();
        } else {
            assertThat(errors(schema, JsonMapper.shared().readTree(body)))
                    .as("%s %d %s", operation.name(), status, body)
                    .isEmpty();
        }
    }

    /** Problems have a media type of their own. */
    static JsonNode mediaOf(JsonNode response) {
        var content = response.path("content");
        return content.has("application/problem+json")
                ? content.path("application/problem+json")
                : content.path("application/json");
    }

    List<String> requestErrors(Operation operation, JsonNode body) {
        var schema = operation
                .json()
                .path("requestBody")
                .path("content")
                .path("application/json")
                .path("schema");
        return errors(schema, body);
    }

    private List<String> errors(JsonNode schema, JsonNode instance) {
        var whole = JsonMapper.shared().createObjectNode();
        whole.put("$ref", "#/wanted");
        whole.set("wanted", schema);
        whole.set("components", closed.get("components"));
        return errors(SCHEMAS.getSchema(whole), instance);
    }

    static List<String> errorsUnder(String metaSchema, JsonNode instance) {
        try (var resource = ApiDocument.class.getResourceAsStream(metaSchema)) {
            return errors(META_SCHEMAS.getSchema(resource), instance);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> errorsAsSchema(JsonNode schema) {
        return errors(META_SCHEMAS.getSchema(SchemaLocation.of(DRAFT_2020_12)), schema);
    }

    private static List<String> errors(Schema schema, JsonNode instance) {
        return schema.validate(instance).stream().map(String::valueOf).toList();
    }

    /** Lets nothing pass beside what is named; parts of an {@code allOf} are closed together. */
    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object) {
            if (object.has("allOf")) {
                object.put("unevaluatedProperties", false);
                return;
            }
            var isError = object.path("properties").has("error_description");
            if (object.path("properties").isObject() && !object.has("additionalProperties") && !isError) {
                object.put("additionalProperties", false);
            }
        }
        node.forEach(ApiDocument::close);
    }
}
