package dev.edict.app.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import java.util.List;
import java.util.TreeMap;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.http.HttpStatus;

/** Adds to the operations that the code gives by its types what is known of them beside it. */
class DescribedOperations implements OpenApiCustomizer {

    static final String TOKEN = "admin_token";

    private final Routes routes;
    private final Examples examples;
    private final FailureResponses failures;

    DescribedOperations(Routes routes, Examples examples) {
        this.routes = routes;
        this.examples = examples;
        this.failures = new FailureResponses(examples);
    }

    @Override
    public void customise(OpenAPI document) {
        FailureResponses.describeBodies(document.getComponents());
        Headers.describe(document.getComponents());
        Parameters.describe(document.getComponents());
        document.setTags(null);
        var sorted = new Paths();
        new TreeMap<>(document.getPaths()).forEach(sorted::addPathItem);
        document.setPaths(sorted);
        sorted.forEach((path, item) ->
                item.readOperationsMap().forEach((method, operation) -> describe(document, path, method, operation)));
        document.getComponents()
                .setSchemas(new TreeMap<>(document.getComponents().getSchemas()));
    }

    private void describe(OpenAPI document, String path, PathItem.HttpMethod method, Operation operation) {
        routes.find(method.name(), path).ifPresent(route -> {
            operation.setTags(List.of(route.section()));
            operation.setOperationId(route.operation());
            operation.setSummary(route.summary());
            Parameters.describe(operation, route);
            giveExamples(operation, route);
            operation.setResponses(responses(operation, route, document));
            operation.setSecurity(route.open() ? List.of() : List.of(new SecurityRequirement().addList(TOKEN)));
        });
    }

    private void giveExamples(Operation operation, Route route) {
        if (operation.getRequestBody() != null) {
            operation.getRequestBody().getContent().values().forEach(media -> examples.request(route.operation())
                    .ifPresent(media::setExample));
        }
        operation.getResponses().values().stream()
                .filter(response -> response.getContent() != null)
                .flatMap(response -> response.getContent().values().stream())
                .forEach(media -> examples.answer(route.operation()).ifPresent(media::setExample));
    }

    private ApiResponses responses(Operation operation, Route route, OpenAPI document) {
        var all = new ApiResponses();
        operation.getResponses().forEach((status, success) -> {
            if (route.tagged()) {
                Headers.add(success, Headers.ETAG);
            }
            if (route.keyed()) {
                Headers.add(success, Headers.REPLAYED);
            }
            all.addApiResponse(status, success);
            route.alsoAnswers()
                    .forEach(other -> all.addApiResponse(
                            String.valueOf(other),
                            new ApiResponse()
                                    .description(HttpStatus.valueOf(other).getReasonPhrase())
                                    .content(success.getContent())));
        });
        failures.of(route, document).forEach(all::addApiResponse);
        all.values().forEach(response -> Headers.add(response, Headers.REQUEST_ID));
        return all;
    }
}
