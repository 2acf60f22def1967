package dev.edict.app.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springdoc.core.customizers.OpenApiCustomizer;

/** Completes the operations that springdoc derives from the types with the descriptions of {@link Routes}. */
class DescribedOperations implements OpenApiCustomizer {

    static final String TOKEN = "admin_token";
    static final String METRICS_TOKEN = "metrics_token";

    private static final String OK = "200";

    private final Routes routes;
    private final Examples examples;

    DescribedOperations(Routes routes, Examples examples) {
        this.routes = routes;
        this.examples = examples;
    }

    @Override
    public void customise(OpenAPI document) {
        var components = document.getComponents();
        ErrorSchemas.describe(components);
        Successes.describeBodies(components);
        Headers.describe(components);
        document.setTags(routes.sections().stream()
                .map(section -> new Tag().name(section))
                .toList());
        var sorted = new Paths();
        var all = new TreeMap<>(document.getPaths());
        routes.pages().forEach((path, route) -> all.put(path, new PathItem().get(page(route))));
        all.forEach(sorted::addPathItem);
        document.setPaths(sorted);
        sorted.forEach((path, item) -> item.readOperationsMap()
                .forEach((method, operation) -> describe(components, path, method.name(), operation)));
        components.setSchemas(new TreeMap<>(components.getSchemas()));
        components.setExamples(
                new TreeMap<>(Optional.ofNullable(components.getExamples()).orElse(Map.of())));
    }

    private static Operation page(Route route) {
        var mediaType = Optional.ofNullable(route.page()).orElseThrow();
        return new Operation().responses(new ApiResponses().addApiResponse(OK, Successes.page(mediaType)));
    }

    private void describe(Components components, String path, String method, Operation operation) {
        routes.find(method, path).ifPresent(route -> {
            operation.setTags(List.of(route.section()));
            operation.setOperationId(route.operation());
            operation.setSummary(route.summary());
            Parameters.describe(operation, route, routes.idPattern(), components);
            giveExample(operation, route);
            operation.setResponses(responses(operation, route, method, components));
            operation.setSecurity(security(route.access()));
        });
    }

    private void giveExample(Operation operation, Route route) {
        if (operation.getRequestBody() != null) {
            operation.getRequestBody().getContent().values().forEach(media -> examples.request(route.operation())
                    .ifPresent(media::setExample));
        }
    }

    private ApiResponses responses(Operation operation, Route route, String method, Components components) {
        var all = new TreeMap<String, ApiResponse>();
        all.putAll(
                route.page() != null
                        ? operation.getResponses()
                        : new Successes(examples, route).of(operation.getResponses()));
        all.putAll(new FailureResponses(examples, components).of(route, method));
        all.values().forEach(response -> Headers.add(response, Headers.REQUEST_ID));
        var responses = new ApiResponses();
        responses.putAll(all);
        return responses;
    }

    private static List<SecurityRequirement> security(Access access) {
        var token = new SecurityRequirement().addList(TOKEN);
        return switch (access) {
            case OPEN -> List.of();
            case TOKEN -> List.of(token);
            case TOKEN_OR_METRICS_TOKEN -> List.of(token, new SecurityRequirement().addList(METRICS_TOKEN));
            case TOKEN_UNLESS_OPENED -> List.of(token, new SecurityRequirement());
        };
    }
}
