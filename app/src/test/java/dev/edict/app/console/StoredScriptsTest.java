package dev.edict.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.app.Api;
import dev.edict.app.Edict;
import dev.edict.app.console.ConsoleRoutesTest.Route;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What clients stored is text on every page, and is neither run nor evaluated. */
@Tag("servers")
class StoredScriptsTest {

    private static final Edict EDICT = Edict.shared();
    private static final String ENTRY_OF_THE_END = "in-deactivation-reason.";
    private static final Pattern NEXT_PAGE = Pattern.compile("href=\"([^\"]*[?&;]cursor=[^\"]*)\"");
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

    /** Every parameter that a page reads. */
    private static final List<String> PARAMETERS = List.of(
            "actor",
            "after",
            "against",
            "application_id",
            "by",
            "canary",
            "cursor",
            "decision",
            "decision_point",
            "defined",
            "event",
            "from",
            "label",
            "next",
            "policy_set_version_id",
            "reason",
            "request_id",
            "resource",
            "scope",
            "set",
            "since",
            "template",
            "to",
            "until",
            "version");

    private static AttackedZone attacked;
    private static Pages pages;
    private static final Map<String, String> SHOWN = new LinkedHashMap<>();

    @BeforeAll
    static void look_at_every_page() throws Exception {
        attacked = new AttackedZone(EDICT);
        pages = new Pages(EDICT.port());
        pages.signIn(EDICT.token());
        for (var path : addresses()) {
            lookAt(path);
        }
        SHOWN.put("the stream", stream());
        SHOWN.put("a simulation", simulate());
    }

    @AfterAll
    static void mend() {
        attacked.mend();
    }

    static Stream<Route> routes() {
        return ConsoleRoutesTest.guarded().filter(route -> route.method().equals("GET"));
    }

    private static boolean isStream(Route route) {
        return route.pattern().endsWith("/live");
    }

    private static String addressOf(Route route) {
        return VARIABLE.matcher(route.pattern()).replaceAll(variable -> attacked.id(variable.group(1)));
    }

    private static List<String> addresses() {
        var zone = "/console/zones/" + attacked.zoneId();
        var event = zone + "/decisions/" + attacked.eventId();
        var addresses = new ArrayList<>(routes().filter(route -> !isStream(route))
                .map(route -> addressOf(route) + period(route))
                .toList());
        addresses.addAll(List.of(
                zone + "/decisions/other-of-" + attacked.eventId(),
                event + "?against=" + attacked.id("version"),
                zone + "/try?event=" + attacked.eventId(),
                zone + "/diagnosis?by=event&decision=" + attacked.eventId(),
                zone + "/deploy?set=%s&version=%s".formatted(attacked.id("policySetId"), attacked.id("version")),
                zone + "/delta?version=%s&against=%s".formatted(attacked.id("version"), attacked.id("version")),
                zone + "/deployments/4"));
        return addresses;
    }

    /** What a report cannot do without: up to the last time when the governing version changed. */
    private static String period(Route route) {
        if (!route.pattern().endsWith("/report")) {
            return "";
        }
        var since = EDICT.api().active(attacked.zoneId()).text("since");
        return "?since=2026-01-01T00:00&until=" + since;
    }

    /** And at the pages that follow it. */
    private static void lookAt(String path) {
        var page = pages.get(path);
        assertThat(page.status()).as(path).isIn(200, 286);
        SHOWN.put(path, page.body());
        var next = NEXT_PAGE.matcher(page.body());
        if (next.find()) {
            lookAt(next.group(1).replace("&amp;", "&"));
        }
    }

    /** What it has sent when the zone's newest entry came. */
    private static String stream() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(
                        URI.create(pages.origin() + "/console/zones/%s/live?after=0".formatted(attacked.zoneId())))
                .header("cookie", pages.cookieHeader())
                .build();
        var sent = new StringBuilder();
        var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofLines());
        try (var lines = answer.body()) {
            var each = lines.iterator();
            while (each.hasNext() && sent.indexOf(ENTRY_OF_THE_END) < 0) {
                sent.append(each.next()).append('\n');
            }
        }
        return sent.toString();
    }

    private static String simulate() {
        var zone = "/console/zones/" + attacked.zoneId();
        var cases = """
                [{"name": %s, "input": %s, "expect": "allow"}]
                """
                .formatted(quoted(attacked.attack("case")), PolicyTexts.request(attacked.zoneId(), "x"));
        var form = Map.of(
                "set", attacked.id("policySetId"), "version", attacked.id("version"), "cases", cases, "suites", "*");
        var shown = pages.submit(zone, zone + "/simulate", form);
        assertThat(shown.status()).isEqualTo(200);
        return shown.body();
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\\\"") + '"';
    }

    @Test
    void no_page_has_an_attack_as_anything_but_text() {
        SHOWN.forEach((path, page) -> Attack.assertHarmless(path, page, attacked.attacks()));
    }

    @Test
    void every_attack_stands_on_some_page_as_it_was_stored() {
        assertThat(attacked.attacks().stream()
                        .filter(attack -> SHOWN.values().stream().noneMatch(attack::isTextOf))
                        .map(Attack::field))
                .isEmpty();
    }

    @Test
    void the_stream_has_what_the_timeline_has() {
        assertThat(SHOWN.get("the stream")).contains("event:entry", ENTRY_OF_THE_END, "in-request-id.");
    }

    @ParameterizedTest
    @MethodSource("routes")
    void a_parameter_of_an_address_is_refused_or_shown_as_text(Route route) {
        for (var parameter : PARAMETERS) {
            var attack = new Attack(parameter);
            for (var text : List.of(attack.encoded(), "javascript:alert(1)")) {
                var path = addressOf(route) + "?" + parameter + "=" + text;
                // A stream that is opened has no end.
                var answer = isStream(route) ? pages.send("HEAD", path, null, Map.of()) : pages.get(path);
                assertThat(answer.status()).as(path).isIn(200, 286, 400, 404, 422);
                Attack.assertHarmless(path, answer.body(), List.of(attack));
            }
        }
    }

    @Test
    void the_place_to_go_to_after_the_sign_in_is_shown_as_text_or_not_at_all() {
        var attack = new Attack("next");
        for (var next : List.of(attack.encoded(), "javascript:alert(1)", "%2Fconsole%2F" + attack.encoded())) {
            var page = new Pages(EDICT.port()).get("/console/sign-in?next=" + next);
            Attack.assertHarmless("sign-in", page.body(), List.of(attack));
        }
    }

    @ParameterizedTest
    @MethodSource("routes")
    void a_part_of_a_path_is_refused_or_shown_as_text(Route route) {
        var attack = new Attack("path");
        // A slash would make other parts of it.
        var part = attack.encoded().replace("%2F", "");
        var path = VARIABLE.matcher(route.pattern()).replaceAll(part.replace("$", "\\$"));
        var answer = isStream(route) ? pages.send("HEAD", path, null, Map.of()) : pages.get(path);
        assertThat(answer.body()).doesNotContain("<script>x", "<img/src", "<imgsrc", "<svg");
        assertThat(answer.status()).isIn(200, 400, 404);
    }

    @Test
    void a_form_that_is_refused_shows_what_was_in_it_as_text() {
        var zone = "/console/zones/" + attacked.zoneId();
        var attack = new Attack("form");
        Map<String, Map<String, String>> broken = Map.ofEntries(
                Map.entry(zone + "/policies", Map.of("name", attack.text(), "content", attack.text())),
                Map.entry(zone + "/policy-check", Map.of("content", attack.text())),
                Map.entry(zone + "/canaries", Map.of("name", attack.text(), "input", attack.text(), "expect", "deny")),
                Map.entry(zone + "/catalogue", Map.of("content", attack.text(), "version", "k1")),
                Map.entry(zone + "/canary-setting", Map.of("canaries", attack.text())),
                Map.entry(zone + "/evidence-setting", Map.of("evidence", attack.text())),
                Map.entry(
                        zone + "/try",
                        Map.of("json", attack.text(), "application", attack.text(), "labels", attack.text())),
                Map.entry(zone + "/policy-sets", Map.of("name", attack.text().repeat(3))),
                Map.entry(
                        zone + "/activate",
                        Map.of("set", attack.text(), "version", attack.text(), "reason", attack.text())),
                Map.entry(zone + "/rollback", Map.of("version", attack.text(), "reason", attack.text())),
                Map.entry(zone + "/decisions/%s/canary".formatted(attacked.eventId()), Map.of("name", attack.text())),
                Map.entry("/console/zones", Map.of("name", attack.text().repeat(3))),
                Map.entry(
                        zone + "/suites",
                        Map.of(
                                "name",
                                attack.text(),
                                "description",
                                attack.text(),
                                "cases",
                                attack.text(),
                                "state",
                                "0")),
                Map.entry(zone + "/suite-removal", Map.of("name", attack.text(), "state", "0")),
                Map.entry(zone + "/suite-of-decisions", Map.of("event", attack.text())));
        broken.forEach((action, fields) -> {
            var refused = pages.submit(zone, action, fields);
            assertThat(refused.status()).as(action).isIn(200, 400, 404, 409, 422);
            Attack.assertHarmless(action, refused.body(), List.of(attack));
        });
    }

    @Test
    void names_that_become_part_of_an_address_take_no_such_text() {
        var attack = new Attack("refused");
        var api = EDICT.api();
        api.post("/v1/replicas", Map.of("id", attack.text())).refused(400, "invalid_body");
        api.post("/v1/zones", Map.of("name", Api.uniqueName("zone"), "slug", attack.text()))
                .refused(400, "invalid_zone");
        var json = Map.of("content-type", "application/json");
        var canary = "/v1/zones/%s/canaries/%s"
                .formatted(attacked.zoneId(), attack.encoded().replace("%2F", ""));
        assertThat(api.send("PUT", canary, "{\"input\":{},\"expect\":\"deny\"}", json)
                        .status())
                .isEqualTo(400);
    }

    @Test
    void a_name_of_a_person_that_is_no_name_is_left_out() {
        var attack = new Attack("person");
        var zone = EDICT.api()
                .send(
                        "POST",
                        "/v1/zones",
                        "{\"name\":\"%s\"}".formatted(Api.uniqueName("zone")),
                        Map.of("content-type", "application/json", "x-caracal-authorized-by", attack.text()))
                .expect(201)
                .text("id");
        assertThat(pages.get("/console/zones/" + zone + "/timeline").body()).doesNotContain("in-person.");
    }
}
