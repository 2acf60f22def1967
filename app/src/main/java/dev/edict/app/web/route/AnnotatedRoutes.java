package dev.edict.app.web.route;

import dev.edict.app.openapi.Access;
import dev.edict.app.openapi.Failure;
import dev.edict.app.openapi.Parameter;
import dev.edict.app.openapi.Route;
import dev.edict.app.openapi.Routes;
import dev.edict.app.web.access.Permission;
import dev.edict.app.web.error.ProblemRoutes;
import dev.edict.app.web.request.HandlerMethods;
import dev.edict.app.web.request.HandlerMethods.Handler;
import dev.edict.app.web.request.RequestTarget;
import dev.edict.query.QueryRejection;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Reads the descriptions of routes from the OpenAPI annotations of their handler methods. {@code @Operation} has the
 * operation id, the summary and the tag. {@code @ApiResponse} has a status and its error codes, an {@code ETag} among
 * the headers of success, and as {@code default} the mark of problem details. {@code @Parameter} at a record describes
 * the query string. {@link CommonFailures} and {@link RequestHeaders} add what follows from method, path and
 * permission.
 */
@Component
class AnnotatedRoutes implements Routes, ProblemRoutes {

    /** In reading order; other tags follow. */
    private static final List<String> SECTIONS = List.of(
            "Zones",
            "Policies",
            "Policy sets",
            "Catalogue",
            "Governance",
            "Canaries",
            "Suites",
            "Decision points",
            "Decisions",
            "Trail",
            "Audit",
            "Admin tokens",
            "Operations");

    /** Clients also request paths that cannot be decoded. */
    private static final PathContainer.Options UNDECODED = PathContainer.Options.create('/', false);

    private static final String OTHERWISE = "default";
    private static final String CONDITIONAL = "412";
    private static final String INVALID = "invalid_";

    private final SingletonSupplier<Map<String, Route>> routes;
    private final SingletonSupplier<List<PathPattern>> problems;

    AnnotatedRoutes(HandlerMethods handlers) {
        this.routes = SingletonSupplier.of(() -> read(handlers.all()));
        this.problems = SingletonSupplier.of(() -> routes.obtain().entrySet().stream()
                .filter(route -> route.getValue().problem())
                .map(route -> RequestTarget.ofRoute(route.getKey()).path())
                .distinct()
                .map(PathPatternParser.defaultInstance::parse)
                .toList());
    }

    @Override
    public Optional<Route> find(String method, String path) {
        return Optional.ofNullable(routes.obtain().get(method + " " + path));
    }

    @Override
    public Map<String, Route> pages() {
        return OperationalPages.BY_PATH;
    }

    @Override
    public List<String> sections() {
        var others = routes.obtain().values().stream()
                .map(Route::section)
                .filter(section -> !SECTIONS.contains(section))
                .sorted();
        return Stream.concat(SECTIONS.stream(), others).distinct().toList();
    }

    @Override
    public String idPattern() {
        return PathIds.PATTERN;
    }

    @Override
    public boolean contains(String path) {
        var parsed = PathContainer.parsePath(path, UNDECODED);
        return problems.obtain().stream().anyMatch(pattern -> pattern.matches(parsed));
    }

    private static Map<String, Route> read(List<Handler> handlers) {
        var routes = new HashMap<String, Route>();
        OperationalPages.BY_PATH.forEach((path, page) -> routes.put("GET " + path, page));
        for (var handler : handlers) {
            var operation = handler.code().getAnnotation(Operation.class);
            if (operation != null && !operation.hidden()) {
                routes.put(handler.method() + " " + handler.path(), route(handler, operation));
            }
        }
        return Collections.unmodifiableMap(routes);
    }

    private static Route route(Handler handler, Operation operation) {
        var target = RequestTarget.ofRoute(handler.method() + " " + handler.path());
        var open = handler.code().isAnnotationPresent(PermitAll.class);
        var needed = open ? null : Permission.of(handler.code(), target);
        var answers = List.of(handler.code().getAnnotationsByType(ApiResponse.class));
        var parameters = DescribedParameters.of(handler.code());
        var problem = answers.stream().anyMatch(AnnotatedRoutes::saysProblem);
        var invalidBody = invalidBody(answers);
        var keyed = needed != null && !target.isSafe() && !needed.isUnrecorded();
        var own = new ArrayList<>(failures(answers));
        own.addAll(ofTheQuery(own, parameters, problem));
        return new Route(
                operation.tags()[0],
                operation.operationId(),
                operation.summary(),
                parameters,
                with(
                        RequestHeaders.declared(operation),
                        RequestHeaders.of(needed, keyed, declares(answers, CONDITIONAL))),
                needed == null ? own : with(own, CommonFailures.of(target, needed, invalidBody)),
                open ? Access.OPEN : Access.TOKEN,
                answers.stream().anyMatch(answer -> answer.headers().length > 0),
                keyed,
                parameters.stream().anyMatch(parameter -> parameter.words().contains("csv")),
                problem,
                alsoAnswers(answers),
                null,
                invalidBody);
    }

    private static <T> List<T> with(List<T> own, List<T> common) {
        return Stream.concat(own.stream(), common.stream()).distinct().toList();
    }

    private static boolean declares(List<ApiResponse> answers, String status) {
        return answers.stream().anyMatch(answer -> answer.responseCode().equals(status));
    }

    private static boolean saysProblem(ApiResponse answer) {
        return answer.responseCode().equals(OTHERWISE)
                && Arrays.stream(answer.content())
                        .anyMatch(content -> content.mediaType().equals(MediaType.APPLICATION_PROBLEM_JSON_VALUE));
    }

    private static List<Failure> failures(List<ApiResponse> answers) {
        return answers.stream()
                .filter(answer -> !answer.description().isEmpty())
                .flatMap(
                        answer -> codes(answer).map(code -> new Failure(Integer.parseInt(answer.responseCode()), code)))
                .toList();
    }

    private static Stream<String> codes(ApiResponse answer) {
        return Arrays.stream(answer.description().split(", ", -1));
    }

    /** The error code of an invalid body is the first code of 400 that begins with {@code invalid_}. */
    private static String invalidBody(List<ApiResponse> answers) {
        return answers.stream()
                .filter(answer -> answer.responseCode().equals(String.valueOf(HttpStatus.BAD_REQUEST.value())))
                .flatMap(AnnotatedRoutes::codes)
                .filter(code -> code.startsWith(INVALID))
                .findFirst()
                .orElse(Route.INVALID_BODY);
    }

    /** A route that names another error code for its query string has only that one. */
    private static List<Failure> ofTheQuery(List<Failure> own, List<Parameter> parameters, boolean problem) {
        var failures = new ArrayList<Failure>();
        var names = parameters.stream().map(Parameter::name).toList();
        var named = own.stream().anyMatch(failure -> failure.status() == HttpStatus.BAD_REQUEST.value());
        if (problem || (!names.isEmpty() && !named)) {
            failures.add(invalid(QueryRejection.Reason.INVALID_QUERY));
        }
        if (names.contains("cursor")) {
            failures.add(invalid(QueryRejection.Reason.INVALID_CURSOR));
        }
        if (names.contains("fields")) {
            failures.add(invalid(QueryRejection.Reason.INVALID_FIELDS));
        }
        return failures;
    }

    private static Failure invalid(QueryRejection.Reason reason) {
        return new Failure(HttpStatus.BAD_REQUEST.value(), reason.code());
    }

    /** Statuses with the body of success. */
    private static List<Integer> alsoAnswers(List<ApiResponse> answers) {
        return answers.stream()
                .filter(answer -> answer.useReturnTypeSchema() && answer.headers().length == 0)
                .map(answer -> Integer.valueOf(answer.responseCode()))
                .toList();
    }
}
