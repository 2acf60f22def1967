package dev.edict.app.bench;

import dev.edict.app.Api;
import dev.edict.app.Documents;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** The requests of the bench; each fails unless it is answered as it has to be. */
final class Requests {

    private static final Pattern NEXT = Pattern.compile("\"next_cursor\":\"([\\w-]+)\"");
    private static final int LONGEST_END = 600;
    private static final int REMEMBERED = 500;

    private final Api api;
    private final LargeZone zone;
    private final String path;
    private final String set;
    private final AtomicInteger activations = new AtomicInteger();
    private final Queue<String> cursors = new ConcurrentLinkedQueue<>();
    private final Queue<String> statusUrls = new ConcurrentLinkedQueue<>();

    Requests(Api api, LargeZone zone) {
        this.api = api;
        this.zone = zone;
        this.path = "/v1/zones/" + zone.governed().zoneId();
        this.set = "%s/policy-sets/%s".formatted(path, zone.governed().policySetId());
    }

    /** The next page of a walk over all policies; as many walks are under way as there are requests at once. */
    void list() {
        var cursor = cursors.poll();
        var page = api.get(path + "/policies" + (cursor == null ? "" : "?cursor=" + cursor))
                .expect(200)
                .body();
        // without reading all of the page, which would cost this side as much as the other
        var next = NEXT.matcher(page).region(Math.max(0, page.length() - LONGEST_END), page.length());
        if (next.find()) {
            cursors.add(next.group(1));
        }
    }

    void get() {
        api.get("%s/policies/%s".formatted(path, any(zone.policyIds()))).expect(200);
    }

    /** Follows one of the latest activations. */
    void status() {
        var url = statusUrls.poll();
        if (url == null) {
            api.get(set + "/activation-status").expect(200);
            return;
        }
        remember(url);
        api.get(url).expect(200);
    }

    void activate() {
        var versions = zone.governed().versionIds();
        var versionId = versions.get(activations.getAndIncrement() % versions.size());
        remember(api.post(set + "/activate", Map.of("version_id", versionId))
                .expect(202)
                .text("status_url"));
    }

    private void remember(String statusUrl) {
        statusUrls.add(statusUrl);
        if (statusUrls.size() > REMEMBERED) {
            statusUrls.poll();
        }
    }

    void createPolicy() {
        api.post(path + "/policies", Map.of("name", Api.uniqueName("created"), "content", Documents.GRANTS))
                .expect(201);
    }

    void addVersion() {
        var policy = "%s/policies/%s".formatted(path, any(zone.changeable()));
        api.post(policy + "/versions", Map.of("content", Documents.GRANTS)).expect(201);
    }

    private static String any(List<String> ids) {
        return ids.get(ThreadLocalRandom.current().nextInt(ids.size()));
    }
}
