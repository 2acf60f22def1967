package dev.edict.app;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;

/** The part of the described journey about replays of the log. */
final class DescribedReplays {

    private final Api api;

    DescribedReplays(Api api) {
        this.api = api;
    }

    void run() {
        var id = replay(Map.of("seq", 1));
        ended(id);
        api.get("/v1/replays").expect(200);
        api.post("/v1/replays/" + id + "/resume", Map.of()).refused(409, "replay_not_resumable");
        api.post("/v1/replays/" + cancelled() + "/resume", Map.of()).expect(202);
        api.post("/v1/replays", Map.of()).refused(409, "replay_running");
        api.post("/v1/replays", Map.of("seq", Long.MAX_VALUE)).refused(400, "instant_in_future");
        api.post("/v1/replays", Map.of("at", "2020-01-01T00:00:00Z")).refused(400, "instant_before_log");
        api.get("/v1/replays/none").refused(404, "replay_not_found");
        api.delete("/v1/replays/none").refused(404, "replay_not_found");
    }

    private String replay(Map<String, Object> upTo) {
        return api.post("/v1/replays", upTo).expect(202).text("id");
    }

    /** A replay that is cancelled before it ends, which a short one may do first. */
    private String cancelled() {
        for (int attempt = 1; attempt <= 20; attempt++) {
            var id = replay(Map.of());
            api.delete("/v1/replays/" + id).expect(200);
            if (ended(id).equals("cancelled")) {
                return id;
            }
        }
        throw new AssertionError("each of 20 replays ended before it was cancelled");
    }

    private String ended(String id) {
        await("the replay, which runs in the background, to end")
                .atMost(Duration.ofSeconds(30))
                .until(() ->
                        !api.get("/v1/replays/" + id).expect(200).text("state").equals("running"));
        return api.get("/v1/replays/" + id).text("state");
    }
}
