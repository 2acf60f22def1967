package dev.edict.app.contract;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.app.Api;
import dev.edict.app.Edict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every route with every kind of token; a route without a line in {@code contract/matrix.psv} fails the build. */
@Tag("servers")
class AuthorizationMatrixTest {

    private static final Set<Integer> NOT_LET_IN = Set.of(401, 403);
    private static final Edict EDICT = Edict.deciding();
    private static final Callers CALLERS =
            new Callers(EDICT.api(), EDICT.token(), EDICT.api().zone());

    static Stream<List<String>> routes() {
        return Table.read("matrix.psv").stream();
    }

    static Stream<List<String>> routesInZones() {
        return routes().filter(cells -> cells.get(0).contains("{zoneId}"));
    }

    @Test
    void every_route_has_a_line_and_every_line_is_a_route() {
        var routes = EDICT
                .bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .stream()
                .flatMap(route -> route.getPatternValues().stream()
                        .filter(path -> path.startsWith("/v1/") || path.startsWith("/zones/"))
                        .flatMap(path -> route.getMethodsCondition().getMethods().stream()
                                .map(method -> method + " " + path)))
                .collect(toSet());
        assertThat(routes().map(cells -> cells.get(0)).collect(toSet())).isEqualTo(routes);
    }

    @ParameterizedTest
    @MethodSource("routes")
    void requests_without_a_token_are_refused(List<String> route) {
        call(route, "nobody").refused(401, "invalid_admin_token");
    }

    @ParameterizedTest
    @MethodSource("routes")
    void a_reader_reads(List<String> route) {
        letIn(route, "read", refusedToReaders(route, "admin_token_read_only"));
    }

    @ParameterizedTest
    @MethodSource("routes")
    void an_approver_reads(List<String> route) {
        letIn(route, "approve", refusedToReaders(route, "admin_token_approve_only"));
    }

    private static @Nullable String refusedToReaders(List<String> route, String otherwise) {
        if (asksForDecisions(route)) {
            return "decide_token_required";
        }
        return isReading(route) ? null : otherwise;
    }

    @ParameterizedTest
    @MethodSource("routes")
    void a_writer_does_all(List<String> route) {
        letIn(route, "write", null);
    }

    @ParameterizedTest
    @MethodSource("routes")
    void a_decision_point_reads_bundles_and_reports_and_nothing_else(List<String> route) {
        letIn(route, "replica", isOfReplicas(route) ? null : "admin_token_replica_only");
    }

    @ParameterizedTest
    @MethodSource("routes")
    void a_caller_of_a_decision_point_asks_for_decisions_and_nothing_else(List<String> route) {
        letIn(route, "decide", asksForDecisions(route) ? null : "admin_token_decide_only");
    }

    @ParameterizedTest
    @MethodSource("routes")
    void a_token_of_a_zone_is_good_for_no_other(List<String> route) {
        var ownerless = isOfReplicas(route) && !route.get(0).contains("{zoneId}");
        letIn(route, "zone", route.get(1).equals("open") || ownerless ? null : "admin_token_zone_mismatch");
    }

    @ParameterizedTest
    @MethodSource("routes")
    void a_console_requires_an_account_and_cannot_manage_tokens(List<String> route) {
        if (managesTokens(route)) {
            letIn(route, "console", "admin_token_management_forbidden_for_derived_token");
        } else {
            call(route, "console").refused(401, "invalid_account_assertion");
        }
    }

    @ParameterizedTest
    @MethodSource("routesInZones")
    void a_token_of_a_zone_is_good_for_all_of_its_own(List<String> route) {
        var zone = EDICT.api().zone();
        var insider = EDICT.api()
                .post("/v1/admin-tokens", Map.of("name", "z", "scope", "zone", "zone_id", zone))
                .expect(201)
                .text("token");
        assertThat(NOT_LET_IN)
                .doesNotContain(call(route, insider, zone, Map.of()).status());
    }

    @ParameterizedTest
    @MethodSource("routes")
    void a_console_reaches_the_zones_of_its_account_and_routes_without_an_owner(List<String> route) {
        var console = CALLERS.token("account");
        var account = CALLERS.headers("account");
        var own = new Api(EDICT.port(), console)
                .send("POST", "/v1/zones", "{\"name\":\"own\"}", with(account))
                .expect(201)
                .text("id");
        var answer = call(route, console, own, account);
        if (managesTokens(route)) {
            answer.refused(403, "admin_token_management_forbidden_for_derived_token");
        } else if (route.get(0).endsWith("/v1/audit-retention")
                || route.get(1).equals("tokens")
                || route.get(0).contains("/v1/replicas")
                || route.get(0).contains("/v1/replays")
                || route.get(0).contains("/v1/notes")
                || route.get(0).contains(" /v1/timeline")
                || route.get(0).endsWith("/v1/opa/logs")
                || route.get(0).endsWith("/v1/opa/status")) {
            answer.refused(403, "account_scope_required");
        } else {
            assertThat(NOT_LET_IN).as(answer.body()).doesNotContain(answer.status());
        }
        if (route.get(0).contains("{zoneId}")) {
            call(route, console, EDICT.api().zone(), account).refused(403, "zone_forbidden");
        }
    }

    @ParameterizedTest
    @MethodSource("routesInZones")
    void the_zones_of_the_installation_are_changed_by_its_own_token_alone(List<String> route) {
        var zone = EDICT.api()
                .post("/v1/zones", Map.of("name", "s", "slug", "caracal-sys-" + Api.uniqueName("m")))
                .expect(201)
                .text("id");
        var answer = call(route, CALLERS.token("write"), zone, Map.of());
        if (route.get(1).equals("change")) {
            answer.refused(403, "system_zone_read_only");
        } else {
            assertThat(NOT_LET_IN).doesNotContain(answer.status());
        }
        assertThat(NOT_LET_IN)
                .doesNotContain(call(route, EDICT.token(), zone, Map.of()).status());
    }

    private static boolean isReading(List<String> route) {
        return route.get(0).startsWith("GET ") || List.of("open", "read").contains(route.get(1));
    }

    /** Null for no reason why not; what else is wrong with the request does not matter here. */
    private static void letIn(List<String> route, String caller, @Nullable String denial) {
        var answer = call(route, caller);
        if (denial == null) {
            assertThat(NOT_LET_IN).as(answer.body()).doesNotContain(answer.status());
        } else {
            answer.refused(403, denial);
        }
    }

    private static Api.Answer call(List<String> route, String caller) {
        return call(route, CALLERS.token(caller), "z9", Map.of());
    }

    private static Api.Answer call(
            List<String> route, @Nullable String token, String zoneId, Map<String, String> headers) {
        var parts = route.get(0).split(" ", 2);
        // a stream from the beginning has something to answer
        var path = parts[1].replace("{zoneId}", zoneId)
                .replaceAll("\\{[^}]+}", "z9")
                .replaceAll("/stream$", "/stream?after=0");
        var body = parts[0].equals("GET") || parts[0].equals("DELETE") ? null : "{}";
        return new Api(EDICT.port(), token).send(parts[0], path, body, with(headers));
    }

    private static Map<String, String> with(Map<String, String> headers) {
        var all = new HashMap<>(headers);
        all.put("content-type", "application/json");
        return all;
    }

    private static boolean isOfReplicas(List<String> route) {
        return route.get(1).equals("replica") || route.get(1).equals("report");
    }

    private static boolean asksForDecisions(List<String> route) {
        return route.get(1).equals("decide");
    }

    private static boolean managesTokens(List<String> route) {
        return route.get(1).equals("tokens") && !route.get(0).startsWith("GET ");
    }
}
