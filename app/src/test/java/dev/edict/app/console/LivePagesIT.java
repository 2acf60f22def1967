package dev.edict.app.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.app.Api;
import dev.edict.app.Api.Governed;
import dev.edict.app.PackagedEdict;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Fifty pages that follow zones for ten minutes, or for {@code -Dedict.live-pages.seconds}, while the zones change. */
@Tag("measures")
@EnabledIfSystemProperty(named = "edict.soak", matches = "true")
class LivePagesIT {

    private static final int PAGES = 50;
    private static final int TOKENS = 3;
    private static final int ZONES = 5;
    private static final int COMMANDS_PER_SECOND = 20;
    private static final Duration LONG = Duration.ofSeconds(Integer.getInteger("edict.live-pages.seconds", 600));

    /** When everything that stays was made once. */
    private static final Duration WARM = Duration.ofSeconds(Math.min(60, LONG.toSeconds() / 3));

    /** Objects and bytes, below the classes. */
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");

    private static final double MOST_GROWTH = 1.3;
    private static final Duration SETTLED = Duration.ofSeconds(60);

    @TempDir
    private static Path folder;

    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger commands = new AtomicInteger();

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void fifty_pages_beside_twenty_commands_a_second_miss_nothing_and_cost_no_memory_that_grows() throws Exception {
        try (var edict = PackagedEdict.asAUserStartsIt(folder).awaitReady()) {
            var api = edict.api();
            var zones = IntStream.range(0, ZONES).mapToObj(n -> api.governed(2)).toList();
            var pages = open(edict, zones);
            var load = Executors.newScheduledThreadPool(2);
            try {
                var changing = begin(load, api, zones);
                last(WARM);
                var warm = liveBytes(edict.pid());
                last(LONG.minus(WARM));
                assertThat(changing.isDone()).as("a call failed").isFalse();
                load.shutdown();
                assertThat(load.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
                var end = liveBytes(edict.pid());
                assertNothingIsMissing(api, pages);
                print(pages, warm, end);
                assertThat(failures).hasValue(0);
                assertThat((double) end).isLessThanOrEqualTo(MOST_GROWTH * warm);
            } finally {
                load.shutdownNow();
                pages.forEach(LivePage::close);
            }
        }
    }

    private static List<LivePage> open(PackagedEdict edict, List<Governed> zones) {
        var http = HttpClient.newHttpClient();
        var sessions = IntStream.range(0, TOKENS)
                .mapToObj(n -> signedIn(edict, "live-" + n))
                .toList();
        return IntStream.range(0, PAGES)
                .mapToObj(n -> new LivePage(
                        http, sessions.get(n % TOKENS), zones.get(n % ZONES).zoneId(), n))
                .toList();
    }

    private static Pages signedIn(PackagedEdict edict, String name) {
        var token = Map.of("name", name, "scope", "global", "capability", "read");
        var session = new Pages(edict.port());
        session.signIn(edict.api().post("/v1/admin-tokens", token).expect(201).text("token"));
        return session;
    }

    private ScheduledFuture<?> begin(ScheduledExecutorService load, Api api, List<Governed> zones) {
        return load.scheduleAtFixedRate(
                () -> change(api, zones), 0, 1_000 / COMMANDS_PER_SECOND, TimeUnit.MILLISECONDS);
    }

    private void change(Api api, List<Governed> zones) {
        var number = commands.getAndIncrement();
        var zone = zones.get(number % ZONES);
        var body = "{\"version_id\":\"%s\"}".formatted(zone.versionIds().get(number / ZONES % 2));
        var headers = Map.of("content-type", "application/json", "x-request-id", LivePage.SENT_AT + System.nanoTime());
        var path = "/v1/zones/%s/policy-sets/%s/activate".formatted(zone.zoneId(), zone.policySetId());
        if (api.send("POST", path, body, headers).status() != 202) {
            failures.incrementAndGet();
        }
    }

    private static void last(Duration time) {
        await("the load to last").pollDelay(time).atMost(time.plusSeconds(30)).until(() -> true);
    }

    private static void assertNothingIsMissing(Api api, List<LivePage> pages) {
        for (var page : pages) {
            await("a page to have each entry of its zone once and in order")
                    .atMost(SETTLED)
                    .untilAsserted(() -> assertThat(page.sequences()).isEqualTo(sequences(api, page.zoneId())));
        }
    }

    private static List<Long> sequences(Api api, String zoneId) {
        var sequences = new ArrayList<Long>();
        var cursor = "";
        do {
            var page = api.get("/v1/zones/%s/timeline?order=asc&limit=500%s".formatted(zoneId, cursor))
                    .expect(200)
                    .json();
            page.get("items")
                    .forEach(entry ->
                            sequences.add(Long.valueOf(entry.get("sequence").asString())));
            cursor = page.path("next_cursor").asString("");
            cursor = cursor.isEmpty() ? "" : "&cursor=" + cursor;
        } while (!cursor.isEmpty());
        return sequences;
    }

    /** Of the objects that a full collection leaves. */
    private static long liveBytes(long pid) throws IOException, InterruptedException {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        var process = new ProcessBuilder(jcmd, String.valueOf(pid), "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        var total = TOTAL.matcher(printed);
        assertThat(total.find()).as(printed).isTrue();
        return Long.parseLong(total.group(1));
    }

    private void print(List<LivePage> pages, long warm, long end) {
        var lags = pages.stream()
                .flatMap(page -> page.lagMicros().stream())
                .sorted()
                .toList();
        System.out.printf(
                "%d commands, %d entries received on %d connections with %d refused; lag p50 %d ms, p99 %d ms, longest %d ms;"
                        + " live heap %.1f MB after %d s, %.1f MB at the end%n",
                commands.get(),
                pages.stream().mapToInt(page -> page.sequences().size()).sum(),
                pages.stream().mapToInt(LivePage::connections).sum(),
                pages.stream().mapToInt(LivePage::refusals).sum(),
                lags.get(lags.size() / 2) / 1_000,
                lags.get(lags.size() * 99 / 100) / 1_000,
                lags.get(lags.size() - 1) / 1_000,
                warm / 1e6,
                WARM.toSeconds(),
                end / 1e6);
    }
}
