package dev.edict.app.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import dev.edict.app.PackagedEdict;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The console of the packaged program in a real browser: the whole life of a policy, and every screen. */
class ConsoleInBrowserIT {

    private static final Path PICTURES = Path.of("target/console");
    private static final int NARROW = 360;
    private static final int WIDE = 1280;
    private static final long MOST_BYTES = 102_400;

    @TempDir
    static Path folder;

    private static PackagedEdict edict;
    private static Chromium chromium;
    private static String example;
    private static String policy;
    private static String policySet;
    private static String decision;

    @BeforeAll
    static void start() throws InterruptedException {
        chromium = Chromium.start();
        edict = PackagedEdict.asAUserStartsIt(folder).awaitReady();
        try (var window = chromium.window(ColorScheme.LIGHT, WIDE)) {
            var page = signedIn(window);
            page.click("form[action='/console/example'] button");
            page.waitForURL("**/console/zones/*-*");
            example = page.url().substring(page.url().lastIndexOf('/') + 1);
        }
        policy = firstId("/v1/zones/%s/policies");
        policySet = firstId("/v1/zones/%s/policy-sets");
        await("a decision of the decision point to arrive").until(() -> {
            edict.api()
                    .post("/v1/zones/%s/decide".formatted(example), PolicyTexts.denied(example))
                    .expect(200);
            return edict.api()
                    .get("/v1/zones/%s/audit".formatted(example))
                    .json()
                    .at("/items/0/id")
                    .isString();
        });
        decision = firstId("/v1/zones/%s/audit");
    }

    private static String firstId(String list) {
        return edict.api()
                .get(list.formatted(example))
                .expect(200)
                .json()
                .at("/items/0/id")
                .stringValue();
    }

    @AfterAll
    static void stop() {
        if (edict != null) {
            edict.close();
        }
        if (chromium != null) {
            chromium.close();
        }
    }

    private static String address() {
        return "http://127.0.0.1:" + edict.port();
    }

    private static Page signedIn(BrowserContext window) {
        var page = window.newPage();
        page.navigate(address());
        page.fill("input[name=token]", edict.secret("admin-token"));
        page.click("#token-form button");
        assertThat(page.locator("h1")).hasText("Zones");
        return page;
    }

    @Test
    void a_policy_is_written_deployed_watched_and_taken_back() {
        try (var window = chromium.window(ColorScheme.LIGHT, WIDE)) {
            var page = signedIn(window);
            var journey = new Journey(page, address());
            journey.registerZone("Journey bank");
            journey.writePolicy("applications", PolicyTexts.APPLICATIONS);
            journey.writePolicyWithAnErrorAndMendIt("grants", PolicyTexts.BROKEN, PolicyTexts.READING);
            journey.defineCanary("tellers-read", PolicyTexts.request(journey.zoneId(), "teller"));
            journey.sealNewSet("ledger");
            journey.simulate(PolicyTexts.cases(journey.zoneId()));
            journey.activate("the first version");
            assertThat(page.locator("main")).containsText("Nothing failed");
            assertThat(page.locator("main")).containsText("1 / 1");

            journey.writeNewVersion("grants", PolicyTexts.AUDITORS_ONLY);
            journey.sealNextVersion("ledger");
            assertThat(page.locator("table.diff")).containsText("teller");
            journey.activate("a mistake");
            assertThat(page.locator("main")).containsText("It does not work as expected");
            assertThat(page.locator("main")).containsText("tellers-read");

            journey.rollBack("tellers are locked out");
            assertThat(page.locator("main")).containsText("Nothing failed");
            assertThat(page.locator(".governing")).containsText("ledger v1");
        }
    }

    @Test
    void the_one_time_link_signs_in_with_one_click_and_leaves_no_code_in_the_address() {
        var link = edict.printed("Sign in once.* at (\\S+)").group(1);
        try (var window = chromium.window(ColorScheme.LIGHT, WIDE)) {
            var page = window.newPage();
            page.navigate(link);
            assertThat(page.url()).doesNotContain("code");
            page.click("#link-form button");
            assertThat(page.locator("h1")).hasText("Zones");
        }
    }

    @Test
    void an_open_page_shows_what_somebody_else_activated() {
        var zone = edict.api().governed(2);
        edict.api()
                .activate(zone.zoneId(), zone.policySetId(), zone.versionIds().get(0))
                .expect(202);
        try (var window = chromium.window(ColorScheme.LIGHT, WIDE)) {
            var page = signedIn(window);
            page.navigate(address() + "/console/zones/" + zone.zoneId());
            assertThat(page.locator(".governing")).containsText("v1");
            edict.api()
                    .activate(
                            zone.zoneId(), zone.policySetId(), zone.versionIds().get(1))
                    .expect(202);
            assertThat(page.locator(".governing")).containsText("v2");
            assertThat(page.locator(".rollback summary")).containsText("v1");
        }
    }

    @Test
    void a_draft_survives_a_reload() {
        try (var window = chromium.window(ColorScheme.LIGHT, WIDE)) {
            var page = signedIn(window);
            page.navigate(address() + "/console/zones/" + example + "/policies/new");
            Journey.type(page, "# a draft");
            page.reload();
            page.click("[data-draft=restore]");
            assertThat(page.locator(".CodeMirror")).containsText("# a draft");
        }
    }

    @Test
    void what_clients_stored_is_shown_and_never_run() {
        var attack = "<img src=x onerror=document.title='run'><script>document.title='run'</script>";
        var zone = edict.api()
                .post("/v1/zones", java.util.Map.of("name", attack))
                .expect(201)
                .text("id");
        try (var window = chromium.window(ColorScheme.LIGHT, WIDE)) {
            var page = signedIn(window);
            for (var path : List.of("/console/zones", "/console/zones/" + zone, "/console/zones/" + zone + "/deploy")) {
                page.navigate(address() + path);
                assertThat(page.locator("body")).containsText("<img src=x");
                assertThat(page.title()).isNotEqualTo("run");
                assertThat(page.locator("img[src=x]").count()).isZero();
            }
        }
    }

    @Test
    void a_way_back_is_taken_with_the_keyboard_alone_and_the_focus_is_always_seen() {
        var api = edict.api();
        var zone = api.governed(2);
        zone.versionIds().forEach(version -> api.activate(zone.zoneId(), zone.policySetId(), version)
                .expect(202));
        try (var window = chromium.window(ColorScheme.LIGHT, WIDE)) {
            var page = window.newPage();
            page.navigate(address());
            var keyboard = new Keyboard(page);
            keyboard.type(edict.secret("admin-token"));
            assertThat(page.locator("h1")).hasText("Zones");
            keyboard.tabTo("a[href='/console/zones/%s']".formatted(zone.zoneId()));
            keyboard.press("Enter");
            assertThat(page.locator("h1")).hasText("Overview");
            keyboard.tabTo("details.rollback summary");
            keyboard.press("Enter");
            keyboard.tabTo("details.rollback input[name=reason]");
            keyboard.type("by hand");
            assertThat(page.locator("h1")).hasText("Deployment 3");
        }
    }

    @ParameterizedTest
    @MethodSource("screens")
    void a_first_visit_of_a_screen_costs_at_most_100_kilobytes_without_the_editor(Screen screen) {
        assumeFalse(screen.name().endsWith("editor"), "it brings a library of its own");
        try (var earlier = chromium.window(ColorScheme.LIGHT, WIDE);
                var window = chromium.window(ColorScheme.LIGHT, WIDE)) {
            signedIn(earlier);
            // With the session, and with an empty cache.
            window.addCookies(earlier.cookies().stream()
                    .map(cookie -> new Cookie(cookie.name, cookie.value).setUrl(address()))
                    .toList());
            var page = window.newPage();
            page.navigate(address() + screen.path().replace("{zone}", example));
            page.waitForLoadState();
            var bytes = (Number)
                    page.evaluate(
                            """
                    ['navigation', 'resource'].flatMap(type => performance.getEntriesByType(type))
                        .reduce((sum, entry) => sum + entry.transferSize, 0)
                    """);
            var paint = page.evaluate(
                    "performance.getEntriesByName('first-contentful-paint').map(e => e.startTime).join()");
            System.out.printf("%s: %d bytes, first contentful paint after %s ms%n", screen, bytes.longValue(), paint);
            assertThat(bytes.longValue()).as("bytes of %s", screen).isBetween(10_000L, MOST_BYTES);
        }
    }

    private record Screen(String name, String path) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Screen> screens() {
        return Stream.of(
                new Screen("sign-in", "/console/sign-in"),
                new Screen("zones", "/console/zones"),
                new Screen("overview", "/console/zones/{zone}"),
                new Screen("policies", "/console/zones/{zone}/policies"),
                new Screen("editor", "/console/zones/{zone}/policies/new?template=resource-grants"),
                new Screen("policy-sets", "/console/zones/{zone}/policy-sets"),
                new Screen("deploy", "/console/zones/{zone}/deploy"),
                new Screen("delta", "/console/zones/{zone}/delta"),
                new Screen("deployment", "/console/zones/{zone}/deployments/2"),
                new Screen("try", "/console/zones/{zone}/try"),
                new Screen("canaries", "/console/zones/{zone}/canaries"),
                new Screen("catalogue", "/console/zones/{zone}/catalogue"),
                new Screen("catalogue-editor", "/console/zones/{zone}/catalogue/edit"),
                new Screen("suites", "/console/zones/{zone}/suites"),
                new Screen("timeline", "/console/zones/{zone}/timeline"),
                new Screen("as-of", "/console/zones/{zone}/as-of"),
                new Screen("decisions", "/console/zones/{zone}/decisions"),
                new Screen("diagnosis", "/console/zones/{zone}/diagnosis"),
                new Screen("system", "/console/system"),
                new Screen("policy", "/console/zones/{zone}/policies/" + policy),
                new Screen("comparison", "/console/zones/{zone}/policies/" + policy + "/diff"),
                new Screen("policy-set", "/console/zones/{zone}/policy-sets/" + policySet),
                new Screen("composition", "/console/zones/{zone}/policy-sets/" + policySet + "/compose"),
                new Screen("decision", "/console/zones/{zone}/decisions/" + decision),
                new Screen("tried-decision", "/console/zones/{zone}/try?event=" + decision),
                new Screen("failed-deployment", "/console/zones/{zone}/deployments/3"),
                new Screen("error", "/console/zones/{zone}/nothing-here"));
    }

    @ParameterizedTest
    @MethodSource("screens")
    void a_screen_is_accessible_in_both_themes_fits_a_phone_and_breaks_no_rule_of_its_own(Screen screen) {
        for (var theme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            try (var window = chromium.window(theme, WIDE)) {
                var page = signedIn(window);
                var complaints = new CopyOnWriteArrayList<String>();
                page.onConsoleMessage(message -> {
                    if (message.type().equals("error") && !message.text().contains("status of 404")) {
                        complaints.add(message.text());
                    }
                });
                page.navigate(address() + screen.path().replace("{zone}", example));
                page.waitForLoadState();
                assertThat(page.evaluate("document.compatMode"))
                        .as("browsers lay it out by the standards")
                        .isEqualTo("CSS1Compat");
                assertThat(new AxeBuilder(page)
                                .analyze().getViolations().stream().flatMap(rule -> rule.getNodes().stream()
                                        .map(node -> rule.getId() + ": " + node.getHtml())))
                        .as("%s in %s", screen, theme)
                        .isEmpty();
                page.screenshot(new Page.ScreenshotOptions()
                        .setPath(PICTURES.resolve(
                                "%s-%s.png".formatted(screen, theme.name().toLowerCase(java.util.Locale.ROOT))))
                        .setFullPage(true));
                page.setViewportSize(NARROW, 800);
                assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
                        .as("the width of %s on a phone", screen)
                        .isLessThanOrEqualTo(NARROW);
                assertThat(complaints).as("what the browser complains about").isEmpty();
            }
        }
    }
}
