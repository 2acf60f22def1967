package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.app.ApiDocument.Operation;
import dev.edict.command.api.Rejection;
import dev.edict.query.Unanswerable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The OpenAPI document says what the code does: every route, every error, and what they answer. */
class OpenApiTest {

    private static final Path EXAMPLES = Path.of("src/main/resources/openapi/examples.json");
    private static final boolean RECORDING = "record".equals(System.getProperty("edict.examples"));
    private static final String ADD =
            "give the route a line in RouteTable, a call in DescribedJourney, and run OpenApiTest with -Dedict.examples=record";

    private final Edict edict = Edict.shared();
    private final ApiDocument document = new ApiDocument(edict.api());

    private DescribedApi journey() {
        var api = new DescribedApi(edict.port(), Edict.TOKEN, document);
        new DescribedJourney(api).run();
        return api;
    }

    @Test
    void every_route_is_described_and_no_other() {
        var mapping = edict.bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
        var routes = mapping.getHandlerMethods().keySet().stream()
                .flatMap(OpenApiTest::names)
                .filter(name -> name.contains(" /v1/") || name.endsWith(" /health") || name.endsWith(" /ready"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(document.operations()).extracting(Operation::name).containsExactlyInAnyOrderElementsOf(routes);
        assertThat(document.operations().stream()
                        .filter(operation -> operation.json().path("summary").isMissingNode())
                        .map(Operation::name))
                .as(ADD)
                .isEmpty();
        assertThat(document.operations()).extracting(Operation::id).doesNotHaveDuplicates();
    }

    private static Stream<String> names(RequestMappingInfo mapping) {
        return mapping.getPatternValues().stream().flatMap(path -> mapping.getMethodsCondition().getMethods().stream()
                .map(method -> method + " " + path));
    }

    @Test
    void it_is_openapi_3_1() {
        assertThat(document.json().get("openapi").asString()).startsWith("3.1.");
        assertThat(ApiDocument.errorsUnder("/openapi/oas-3.1-schema.json", document.json()))
                .isEmpty();
        document.json().get("components").get("schemas").forEachEntry((name, schema) -> assertThat(
                        ApiDocument.errorsAsSchema(schema))
                .as(name)
                .isEmpty());
    }

    @Test
    void what_is_answered_is_what_is_described() throws IOException {
        var api = journey();
        if (RECORDING) {
            record(api);
        }
        var operations = document.operations().stream().map(Operation::id).toList();
        assertThat(api.answered()).as(ADD).containsAll(operations);
    }

    private static void record(DescribedApi api) throws IOException {
        var before = Files.exists(EXAMPLES) ? Files.readString(EXAMPLES) : "{}";
        var examples = api.examples(JsonMapper.shared().readTree(before));
        var json =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        Files.writeString(EXAMPLES, json.writeValueAsString(examples) + "\n");
    }

    @Test
    void every_reason_for_a_refusal_is_answered_by_some_route() {
        var reasons = Stream.concat(
                        Arrays.stream(Rejection.Reason.values()).map(Rejection.Reason::code),
                        Arrays.stream(Unanswerable.Reason.values()).map(Unanswerable.Reason::code))
                .toList();
        assertThat(codes())
                .as("add it to the lines of the routes in RouteTable that answer it")
                .containsAll(reasons);
    }

    private Set<String> codes() {
        return document.operations().stream()
                .flatMap(operation -> operation.json().get("responses").propertyNames().stream()
                        .filter(status -> status.charAt(0) >= '4')
                        .flatMap(status -> operation.codes(status).stream()))
                .collect(Collectors.toSet());
    }

    @Test
    void every_operation_and_every_error_has_an_example_that_fits() {
        var errors = document.json().path("components").path("examples");
        assertThat(codes().stream().filter(code -> !errors.has("error_" + code)))
                .as(ADD)
                .isEmpty();
        for (var operation : document.operations()) {
            operation.json().get("responses").forEachEntry((status, response) -> {
                var media = ApiDocument.mediaOf(response);
                if (!media.isMissingNode() && status.startsWith("2")) {
                    assertThat(media.has("example"))
                            .as("%s: %s", operation.name(), ADD)
                            .isTrue();
                    check(operation, status, media.get("example"));
                }
                media.path("examples")
                        .forEachEntry((code, reference) -> check(
                                operation, status, errors.get("error_" + code).get("value")));
            });
            requestFits(operation);
        }
    }

    private void check(Operation operation, String status, JsonNode example) {
        document.check(
                document.called(operation.method(), operation.path()), Integer.parseInt(status), example.toString());
    }

    private void requestFits(Operation operation) {
        var body = operation.json().path("requestBody").path("content").path("application/json");
        if (!body.isMissingNode()) {
            assertThat(body.has("example")).as("%s: %s", operation.name(), ADD).isTrue();
            assertThat(document.requestErrors(
                            document.called(operation.method(), operation.path()), body.get("example")))
                    .as(operation.name())
                    .isEmpty();
        }
    }
}
