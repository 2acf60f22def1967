package dev.edict.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.app.Edict;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every route of the console with every kind of visitor, as the program itself has them. */
@Tag("servers")
class ConsoleRoutesTest {

    private static final Edict EDICT = Edict.shared();
    private static final String ZONE = "{zoneId}";

    record Route(String method, String pattern) {

        String in(String zoneId) {
            return pattern.replace(ZONE, zoneId).replaceAll("\\{\\w+}", "1");
        }

        boolean isOpen() {
            return pattern.startsWith("/console/sign-") || pattern.equals("/console");
        }

        @Override
        public String toString() {
            return method + " " + pattern;
        }
    }

    static Stream<Route> guarded() {
        return EDICT
                .bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .stream()
                .flatMap(mapping -> mapping.getPatternValues().stream()
                        .filter(path -> path.startsWith("/console"))
                        .flatMap(path -> mapping.getMethodsCondition().getMethods().stream()
                                .map(method -> new Route(method.name(), path))))
                .filter(route -> !route.isOpen());
    }

    static Stream<Route> inZones() {
        return guarded().filter(route -> route.pattern().contains(ZONE));
    }

    static Stream<Route> changes() {
        return guarded().filter(route -> !route.method().equals("GET")).filter(route -> !isQuestion(route));
    }

    /** Forms that have something evaluated, and store nothing. */
    private static boolean isQuestion(Route route) {
        return Stream.of("/policy-check", "/try", "/evaluate", "/case", "/diagnosis", "/suite-of-decisions")
                .anyMatch(route.pattern()::endsWith);
    }

    @Test
    void there_are_as_many_routes_as_the_console_has_screens_at_least() {
        assertThat(inZones().count()).isGreaterThan(20);
        assertThat(changes().count()).isGreaterThan(8);
    }

    @ParameterizedTest
    @MethodSource("guarded")
    void without_a_session_every_route_leads_to_the_sign_in_page(Route route) {
        var pages = new Pages(EDICT.port());
        var answer = send(pages, route, "any-zone", Map.of());
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("location")).startsWith("/console/sign-in");
    }

    @ParameterizedTest
    @MethodSource("inZones")
    void a_token_of_another_zone_gets_the_same_refusal_whether_or_not_the_zone_exists(Route route) {
        var pages = signedIn("zone", EDICT.api().zone(), "write");
        var form = Map.of("_csrf", pages.get("/console/zones").csrf());
        for (var zone : new String[] {EDICT.api().zone(), "no-such-zone"}) {
            var refused = send(pages, route, zone, form);
            assertThat(refused.status()).as(zone).isEqualTo(403);
            assertThat(refused.body()).contains("admin_token_zone_mismatch");
        }
    }

    @ParameterizedTest
    @MethodSource("changes")
    void a_reader_changes_nothing(Route route) {
        var pages = signedIn("global", null, "read");
        var form = Map.of("_csrf", pages.get("/console/zones").csrf());
        var refused = send(pages, route, EDICT.api().zone(), form);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body()).contains("admin_token_read_only");
    }

    @ParameterizedTest
    @MethodSource("changes")
    void no_change_is_made_without_the_token_of_the_form(Route route) {
        var pages = signedIn("global", null, "write");
        var refused = send(pages, route, EDICT.api().zone(), Map.of());
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body()).contains("expired_form");
    }

    private static Pages.Shown send(Pages pages, Route route, String zoneId, Map<String, String> form) {
        return route.method().equals("GET")
                ? pages.get(route.in(zoneId))
                : pages.post(route.in(zoneId), form, Map.of("origin", pages.origin()));
    }

    private static Pages signedIn(String scope, @org.jspecify.annotations.Nullable String zoneId, String capability) {
        var body =
                new HashMap<String, Object>(Map.of("name", "console routes", "scope", scope, "capability", capability));
        if (zoneId != null) {
            body.put("zone_id", zoneId);
        }
        var pages = new Pages(EDICT.port());
        pages.signIn(EDICT.api().post("/v1/admin-tokens", body).expect(201).text("token"));
        return pages;
    }
}
