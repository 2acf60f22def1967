package dev.edict.app.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsHiddenOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import com.microsoft.playwright.options.ColorScheme;
import dev.edict.app.Api;
import dev.edict.app.PackagedEdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page that is open while a server or Edict itself is away says so, and goes on by itself afterwards. */
class ConsoleThroughFaultsIT {

    private static final int WIDE = 1280;

    /** What was asked of a server that stands still is given up after 10 s. */
    private static final double NOTICED_MILLIS = 30_000;

    /** A page waits up to 12 s between attempts after an outage as long as these. */
    private static final double BACK_MILLIS = 30_000;

    @TempDir
    static Path folder;

    private static PackagedEdict edict;
    private static Chromium chromium;

    private BrowserContext window;
    private Api api;
    private Api.Governed zone;

    @BeforeAll
    static void start() throws InterruptedException {
        chromium = Chromium.start();
        edict = PackagedEdict.asAUserStartsIt(folder).awaitReady();
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

    @BeforeEach
    void sign_in() {
        api = edict.api();
        await("PostgreSQL to take changes").until(() -> api.get("/ready").status() == 200);
        zone = api.governed(2);
        window = chromium.window(ColorScheme.LIGHT, WIDE);
        var page = window.newPage();
        page.navigate(address());
        page.fill("input[name=token]", edict.secret("admin-token"));
        page.click("#token-form button");
        assertThat(page.locator("h1")).hasText("Zones");
    }

    @AfterEach
    void close() {
        window.close();
    }

    private static String address() {
        return "http://127.0.0.1:" + edict.port();
    }

    private Page open(String path) {
        var page = window.newPage();
        page.navigate("%s/console/zones/%s%s".formatted(address(), zone.zoneId(), path));
        return page;
    }

    private static Locator lost(Page page) {
        return page.locator("#connection");
    }

    private static void assertSaysThatTheConnectionIsLost(Page page) {
        assertThat(lost(page)).isVisible(new IsVisibleOptions().setTimeout(NOTICED_MILLIS));
        assertThat(lost(page)).containsText("The connection to Edict is lost");
    }

    private static void assertIsBack(Page page) {
        assertThat(lost(page)).isHidden(new IsHiddenOptions().setTimeout(BACK_MILLIS));
    }

    private void activate(int version) {
        api.activate(zone.zoneId(), zone.policySetId(), zone.versionIds().get(version))
                .expect(202);
    }

    @Test
    void edict_is_killed_and_started_again_and_no_entry_is_missing_or_shown_twice() throws InterruptedException {
        var timeline = open("/timeline");
        var overview = open("");
        assertThat(timeline.locator("[data-live-status]")).hasText("live");
        api.policySet(zone.zoneId());
        edict.kill();
        assertSaysThatTheConnectionIsLost(timeline);
        assertSaysThatTheConnectionIsLost(overview);

        edict.startAgain();
        assertIsBack(timeline);
        assertIsBack(overview);
        activate(0);
        assertThat(timeline.locator("#entries"))
                .containsText("activation 1", new ContainsTextOptions().setTimeout(BACK_MILLIS));
        awaitEveryEntryOnce(timeline);
        assertThat(overview.locator("main")).containsText("Verification of activation 1");
    }

    private void awaitEveryEntryOnce(Page timeline) {
        await("the page to have what the API has")
                .pollInSameThread()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () -> assertThat(timeline.locator("#entries .sequence").allTextContents())
                                .isEqualTo(newestFirst()));
    }

    private List<String> newestFirst() {
        var sequences = new ArrayList<>(api.timeline(zone.zoneId()).stream()
                .map(entry -> "#" + entry.get("sequence").asString())
                .toList());
        Collections.reverse(sequences);
        return sequences;
    }

    @Test
    void postgres_is_away_and_pages_say_so_until_it_is_back() {
        activateForADecisionPointThatNeverReports();
        var timeline = open("/timeline");
        var deployment = open("/deployments/1");
        try (var stopped = StoppedServer.postgres(folder)) {
            assertThat(stopped.processes()).hasSizeGreaterThan(1);
            assertSaysThatTheConnectionIsLost(deployment);
            deployment.waitForResponse(answer -> answer.status() == 503, () -> {});
            assertSaysThatTheConnectionIsLost(deployment);
            assertSaysThatTheConnectionIsLost(timeline);
            assertThat(open("").locator("main")).containsText("PostgreSQL is unreachable or busy at the moment");
        }
        assertIsBack(deployment);
        assertIsBack(timeline);
        assertThat(deployment.locator("h1")).hasText("Deployment 1");
    }

    /** Its page asks again and again. */
    private void activateForADecisionPointThatNeverReports() {
        api.post("/v1/replicas", Map.of("id", Api.uniqueName("silent"), "zones", List.of(zone.zoneId())))
                .expect(201);
        activate(0);
    }

    @Test
    void redis_is_away_and_an_activation_commits_and_is_settled_when_it_is_back() {
        var deploy = open("/deploy");
        assertThat(deploy.locator("main")).containsText("Redis takes invalidations");
        Page deployment;
        try (var stopped = StoppedServer.redis(folder)) {
            assertThat(stopped.processes()).isNotEmpty();
            await("the watch to notice")
                    .pollInSameThread()
                    .atMost(Duration.ofSeconds(15))
                    .untilAsserted(() -> {
                        deploy.reload();
                        assertThat(deploy.locator("main").textContent()).contains("Redis takes no invalidations");
                    });
            activate(1);
            deployment = open("/deployments/1");
            assertThat(deployment.locator("main")).containsText("The invalidation waits in the outbox");
        }
        assertThat(deployment.locator("main"))
                .containsText("Nothing failed", new ContainsTextOptions().setTimeout(BACK_MILLIS));
        assertThat(deployment.locator("main")).containsText("1 / 1 enforce it");
    }
}
