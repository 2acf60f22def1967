package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.edict.app.ApiDocument.Operation;
import dev.edict.command.api.Rejection;
import dev.edict.query.QueryRejection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The OpenAPI document says what the code does: every route, every error, and what they answer. */
@Tag("servers")
class OpenApiTest {

    private static final Path EXAMPLES = Path.of("src/main/resources/openapi/examples.json");
    private static final boolean RECORDING = "record".equals(System.getProperty("edict.examples"));
    private static final String ADD =
            "describe the route by @Operation and @ApiResponse, give it a call in DescribedJourney, and run OpenApiTest with -Dedict.examples=record";

    /** Routes that are no part of the API, with the reason. */
    private static final Map<String, String> NOT_DESCRIBED = Map.of(
            "GET /openapi.json.yaml", "the same document in another form",
            "GET /docs/start.js", "a part of the page",
            "GET /docs/swagger-ui.css", "a part of the page",
            "GET /docs/swagger-ui-bundle.js", "a part of the page");

    /** Pages of the console are no part of the API either. */
    private static final Pattern PAGE = Pattern.compile("[A-Z]+ /(console(/.*)?)?");

    private static final String SLOW = "the client would have to be slow: SlowClientsTest";
    private static final String LONG =
            "the first try would have to take longer than a request may: IdempotencyKeysTest";
    private static final String OTHER_MODE = "EDICT_CATALOGUE would have to be another: ReadCatalogueTest";
    private static final String CROWDED = "as many as there may be in all would have to wait: ConcurrencyLimitsTest";

    /** Errors that no request brings about, with the reason; their examples were recorded once. */
    private static final Map<String, String> UNPROVOKABLE = Map.ofEntries(
            Map.entry("catalogue_off read_problem", OTHER_MODE),
            Map.entry("catalogue_off change_problem", OTHER_MODE),
            Map.entry("catalogue_not_managed change_problem", OTHER_MODE),
            Map.entry("catalogue_unreadable read_problem", OTHER_MODE),
            Map.entry("canaries_changed change", "the canaries would have to be changed while they are evaluated"),
            Map.entry(
                    "simulation_outdated change",
                    "the set would have to be archived while its version is being simulated"),
            Map.entry("replay_over_budget change_problem", "the views would have to be larger than the budget"),
            Map.entry("request_timeout change", SLOW),
            Map.entry("request_timeout change_problem", SLOW),
            Map.entry("idempotency_key_in_flight change", LONG),
            Map.entry("idempotency_key_in_flight change_problem", LONG),
            Map.entry("overloaded read", CROWDED),
            Map.entry("overloaded read_problem", CROWDED),
            Map.entry("metadata_not_configured read_problem", "the program has its public URL: TellPublicUrlTest"),
            Map.entry(
                    "audit_unavailable change_problem", "Redis and the disk would have to be away: EvaluateAccessTest"),
            Map.entry("too_many_waiting_requests read_problem", "200 requests would have to wait: WaitForChangesTest"),
            Map.entry(
                    "too_many_reports read_problem", "two reports would have to be made meanwhile: BoundReportsTest"));

    /** Operations that answer no JSON of ours. */
    private static final Set<String> PAGES = Set.of("getMetrics", "getDescription", "getPages", "getOpaBundle");

    private final Edict edict = Edict.deciding();
    private final ApiDocument document = new ApiDocument(edict.api());

    private DescribedApi journey() {
        var api = new DescribedApi(edict.port(), Edict.TOKEN, document);
        new DescribedJourney(api).run();
        var governed = api.governed(1);
        api.activate(
                governed.zoneId(), governed.policySetId(), governed.versionIds().get(0));
        new DescribedBounds(api, governed).hold(document);
        new DescribedTroubles(api, edict).run();
        return api;
    }

    @Test
    void every_route_is_described_and_no_other() {
        var routes = edict.beans(RequestMappingInfoHandlerMapping.class).stream()
                .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
                .flatMap(OpenApiTest::names)
                .filter(name ->
                        !NOT_DESCRIBED.containsKey(name) && !PAGE.matcher(name).matches())
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
    void no_schema_accepts_every_value() {
        assertThat(VagueSchemas.in(document.json())).isEmpty();
    }

    @Test
    void responses_match_their_description() throws IOException {
        var api = journey();
        if (RECORDING) {
            record(api);
        }
        requireNoConnectionKept();
        assertThat(api.answered())
                .as(ADD)
                .containsExactlyElementsOf(document.operations().stream()
                        .map(Operation::id)
                        .sorted()
                        .toList());
        var provokable = new TreeSet<>(failures());
        provokable.removeAll(UNPROVOKABLE.keySet());
        assertThat(api.refused()).isEqualTo(provokable);
        for (var operation : document.operations()) {
            operation.statuses().forEach(status -> operation.codes(status).forEach(code -> assertThat(
                            example(operation, status, code).propertyNames())
                    .as("%s %d %s: its example has other members than what is answered", operation.name(), status, code)
                    .containsAll(api.failure(operation, code).propertyNames())));
        }
    }

    /** After every route was called, with success and without; in the background one connection always listens. */
    private void requireNoConnectionKept() {
        for (var name : List.of("queryPool", "writePool")) {
            var pool = edict.bean(name, HikariDataSource.class).getHikariPoolMXBean();
            await("what watches the database to be done with its connection of the " + name)
                    .until(() -> pool.getActiveConnections() == 0);
        }
    }

    private static void record(DescribedApi api) throws IOException {
        var examples = api.examples(JsonMapper.shared().readTree(Files.readString(EXAMPLES)), UNPROVOKABLE.keySet());
        var json =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        Files.writeString(EXAMPLES, json.writeValueAsString(examples) + "\n");
    }

    @Test
    void every_reason_for_a_refusal_is_answered_by_some_route() {
        var reasons = Stream.concat(
                        Arrays.stream(Rejection.Reason.values()).map(Rejection.Reason::code),
                        Arrays.stream(QueryRejection.Reason.values()).map(QueryRejection.Reason::code))
                .toList();
        assertThat(failures().stream().map(failure -> failure.replaceFirst(" .*", "")))
                .as("name it in an @ApiResponse of the routes that answer it")
                .containsAll(reasons);
    }

    /** Every code with every kind of request that may be refused so. */
    private Set<String> failures() {
        var failures = new TreeSet<String>();
        for (var operation : document.operations()) {
            operation.statuses().forEach(status -> operation
                    .codes(status)
                    .forEach(code -> failures.add(code + " " + operation.kind(status))));
        }
        return failures;
    }

    @Test
    void every_answer_of_every_operation_has_an_example_that_fits() {
        for (var operation : document.operations()) {
            operation.statuses().forEach(status -> {
                var content = operation.response(status).path("content");
                operation
                        .codes(status)
                        .forEach(code -> content.forEachEntry((type, media) ->
                                document.checkExample(operation, status, type, example(operation, status, code))));
                if (operation.codes(status).isEmpty() && !PAGES.contains(operation.id())) {
                    content.forEachEntry((type, media) -> {
                        assertThat(media.has("example"))
                                .as("%s %d: %s", operation.name(), status, ADD)
                                .isTrue();
                        document.checkExample(operation, status, type, media.get("example"));
                    });
                }
            });
            requestFits(operation);
        }
    }

    private JsonNode example(Operation operation, int status, String code) {
        var media = operation.response(status).path("content").iterator().next();
        var example = media.path("examples").path(code);
        assertThat(example.isMissingNode())
                .as("%s %d %s: %s", operation.name(), status, code, ADD)
                .isFalse();
        return example.has("value")
                ? example.get("value")
                : document.json()
                        .at(example.get("$ref").asString().substring(1))
                        .get("value");
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

    @Test
    void the_stored_examples_match_the_published_ones() throws IOException {
        var kept = JsonMapper.shared().readTree(Files.readString(EXAMPLES));
        assertThat(kept.get("operations").propertyNames())
                .containsExactlyInAnyOrderElementsOf(
                        document.operations().stream().map(Operation::id).toList());
        var failures = new TreeSet<String>();
        kept.get("failures")
                .forEachEntry((code, kinds) -> kinds.propertyNames().forEach(kind -> failures.add(code + " " + kind)));
        assertThat(failures).isEqualTo(failures());
        for (var operation : document.operations()) {
            assertThat(operation.statuses().stream().flatMap(status -> operation.codes(status).stream()))
                    .as(operation.name())
                    .containsAll(kept.path("operations")
                            .path(operation.id())
                            .path("failures")
                            .propertyNames());
        }
    }
}
