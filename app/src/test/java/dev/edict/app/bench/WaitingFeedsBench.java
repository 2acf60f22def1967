package dev.edict.app.bench;

import dev.edict.app.Api;
import dev.edict.app.bench.ProgramUnderLoad.Measured;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a thousand decision points that wait for a change cost the others: 20 activations a second, and reads beside them;
 * without feeds, with feeds of a zone in which nothing changes, and with feeds that every activation answers. Ends with 1
 * if feeds that wait make the Admin API more than twice as slow, or take threads.
 */
final class WaitingFeedsBench {

    private static final int TOKENS = 5;
    private static final int FEEDS_PER_TOKEN = 200;
    private static final int READS_PER_SECOND = 100;
    private static final int MOST_MORE_THREADS = 8;

    private final ProgramUnderLoad program;
    private final Api api;
    private final Requests requests;

    private WaitingFeedsBench(ProgramUnderLoad program) {
        this.program = program;
        this.api = program.api();
        var governed = api.governed(2);
        this.requests = new Requests(api, new LargeZone(governed, List.of(governed.policyId()), List.of()));
    }

    public static void main(String[] arguments) throws Exception {
        ProgramUnderLoad.exitAfter(program -> new WaitingFeedsBench(program).run());
    }

    private void run() throws InterruptedException {
        var ofQuietZone = tokens(api.zone());
        var ofAllZones = tokens(null);
        ClosedLoop.run(2, ProgramUnderLoad.WARM_UP, requests::get);
        ClosedLoop.run(2, ProgramUnderLoad.WARM_UP, requests::activate);
        program.printHead("get", "feed answers", "change to answer");
        var without = measure("no feeds", List.of(), 0);
        measure("1 feed that is answered", ofAllZones.subList(0, 1), 1);
        var waiting = measure("1,000 feeds that wait", ofQuietZone, FEEDS_PER_TOKEN);
        measure("1,000 feeds that are answered", ofAllZones, FEEDS_PER_TOKEN);
        judge(without, waiting);
    }

    private List<String> tokens(@Nullable String zoneId) {
        return IntStream.range(0, TOKENS)
                .mapToObj(n ->
                        api.post("/v1/admin-tokens", token(zoneId)).expect(201).text("token"))
                .toList();
    }

    private static Map<String, Object> token(@Nullable String zoneId) {
        var name = Api.uniqueName("feeds");
        return zoneId == null
                ? Map.of("name", name, "capability", "replica", "scope", "global")
                : Map.of("name", name, "capability", "replica", "scope", "zone", "zone_id", zoneId);
    }

    private Measured measure(String what, List<String> tokens, int feedsPerToken) throws InterruptedException {
        try (var feeds = new WaitingFeeds(program.port(), tokens, feedsPerToken)) {
            return program.measure(what, feeds, READS_PER_SECOND, requests::get, requests::activate);
        }
    }

    private void judge(Measured without, Measured waiting) {
        if (p99(waiting.reads()) > 2 * p99(without.reads())
                || p99(waiting.activations()) > 2 * p99(without.activations())) {
            program.breaks("feeds that wait make the Admin API more than twice as slow");
        }
        if (waiting.threads() > without.threads() + MOST_MORE_THREADS) {
            program.breaks("feeds that wait take %d threads".formatted(waiting.threads() - without.threads()));
        }
    }

    private static double p99(OpenLoop loop) {
        return loop.latencies().millis(99);
    }
}
