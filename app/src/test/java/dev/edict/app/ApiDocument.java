package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The OpenAPI document of a running Edict, validated strictly: anything that it does not describe is an error. */
public final class ApiDocument {

    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

    /** Meta-schemas name formats as hints only; that of OpenAPI has references for URIs. */
    private static final SchemaRegistry META_SCHEMAS =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private static final String DRAFT_2020_12 = "https://json-schema.org/draft/2020-12/schema";
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final String PROBLEM = "application/problem+json";

    /** The headers with information for clients; all others belong to HTTP and its security. */
    private static final List<String> TELLING =
            List.of("etag", "retry-after", "idempotent-replayed", "x-request-id", "content-disposition", "location");

    private final JsonNode document;
    private final JsonNode closed;

    public ApiDocument(Api api) {
        document = api.get("/openapi.json").expect(200).json();
        closed = document.deepCopy();
        close(closed.get("components").get("schemas"));
        close(closed.get("paths"));
    }

    JsonNode json() {
        return document;
    }

    /** An operation, and where it stands. */
    public record Operation(String method, String path, JsonNode json) {

        String id() {
            return json.path("operationId").asString();
        }

        public String name() {
            return method + " " + path;
        }

        public JsonNode response(int status) {
            return json.path("responses").path(String.valueOf(status));
        }

        /** The error codes that a status may come with. */
        public Set<String> codes(int status) {
            var codes = new TreeSet<String>();
            response(status).findValues("allOf").forEach(all -> all.findValues("enum")
                    .forEach(list -> list.forEach(code -> codes.add(code.asString()))));
            return codes;
        }

        List<Integer> statuses() {
            return json.path("responses").propertyNames().stream()
                    .map(Integer::valueOf)
                    .toList();
        }

        /** Errors of one kind have one shape: of reads, of changes, and of both as problem details. */
        String kind(int status) {
            return (method.equals("GET") ? "read" : "change")
                    + (response(status).path("content").has(PROBLEM) ? "_problem" : "");
        }
    }

    public List<Operation> operations() {
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
    public Operation called(String method, String pathAndQuery) {
        var path = pathAndQuery.replaceFirst("\\?.*", "");
        return operations(closed)
                .filter(operation -> operation.method().equals(method))
                .filter(operation -> path.matches(operation.path().replaceAll("\\{[^}]+}", "[^/]+")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("%s %s is not in the document".formatted(method, path)));
    }

    /** Fails if status, media type, a header or a member is not documented, or one is missing or of another type. */
    void check(Operation operation, String pathAndQuery, Api.Answer answer) {
        var response = operation.response(answer.status());
        assertThat(response.isMissingNode())
                .as("%s answered %s, which its @ApiResponse does not name", operation.name(), answer)
                .isFalse();
        checkHeaders(operation, response, answer.headers());
        var content = response.path("content");
        var mediaType = answer.headers().firstValue("content-type").orElse("").replaceFirst(";.*", "");
        if (content.isMissingNode()) {
            assertThat(answer.body()).as(operation.name()).isEmpty();
            return;
        }
        assertThat(content.propertyNames())
                .as("%s: content-type", operation.name())
                .contains(mediaType);
        var body = mediaType.matches("application/(.+[+])?json")
                ? answer.json()
                : JsonNodeFactory.instance.stringNode(answer.body());
        checkBody(operation, content.path(mediaType).path("schema"), pathAndQuery, body);
    }

    private void checkHeaders(Operation operation, JsonNode response, HttpHeaders sent) {
        var described = response.path("headers");
        for (var name : TELLING) {
            var component = described
                    .propertyStream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(header -> document.at(
                            header.getValue().path("$ref").asString().substring(1)))
                    .findFirst();
            if (sent.firstValue(name).isPresent()) {
                assertThat(component).as("%s sent %s", operation.name(), name).isPresent();
            } else {
                assertThat(component.filter(header -> header.path("required").asBoolean(false)))
                        .as("%s did not send %s", operation.name(), name)
                        .isEmpty();
            }
        }
    }

    /** A list has whole items unless it was asked for some of their fields. */
    private void checkBody(Operation operation, JsonNode schema, String pathAndQuery, JsonNode body) {
        var whole = schema.has("anyOf") && !pathAndQuery.contains("fields=")
                ? schema.get("anyOf").get(0)
                : schema;
        assertThat(errors(whole, body)).as("%s %s", operation.name(), body).isEmpty();
    }

    /** Fails if an example is not what its schema says. */
    void checkExample(Operation operation, int status, String mediaType, JsonNode example) {
        var schema = operation.response(status).path("content").path(mediaType).path("schema");
        checkBody(operation, closedLike(schema), "", example);
    }

    private static JsonNode closedLike(JsonNode schema) {
        var copy = schema.deepCopy();
        close(copy);
        return copy;
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

    /** Rejects members that are not described; the parts of an {@code allOf} are closed together. */
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
