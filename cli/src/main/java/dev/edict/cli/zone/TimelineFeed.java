package dev.edict.cli.zone;

import dev.edict.cli.api.ApiAnswer;
import dev.edict.cli.api.ApiClient;
import dev.edict.cli.api.ApiRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the timeline of a zone, and what came after it. It lists from the newest entry back to the last one that it gave,
 * so that none is lost or given twice when a connection or Edict fails in between.
 */
final class TimelineFeed {

    /** Of one look back; more would not fit into the memory. */
    static final int MOST = 10_000;

    private static final int LARGEST_PAGE = 500;

    /** A look costs little while nothing happens. */
    private static final int SMALL_PAGE = 10;

    private final ApiClient edict;
    private final String path;
    private long given;
    private boolean shortened;
    private boolean behind;

    TimelineFeed(ApiClient edict, String zoneId) {
        this.edict = edict;
        this.path = ApiRequest.path("/v1/zones/%s/timeline", zoneId);
    }

    /** The newest entries, the oldest first. */
    List<JsonNode> newest(int limit) {
        // one entry tells where the timeline ends, even if none is wanted
        var found = new ArrayList<JsonNode>();
        String cursor = null;
        do {
            var page = page(edict::send, Math.min(LARGEST_PAGE, Math.max(1, limit - found.size())), cursor);
            page.path("items").forEach(found::add);
            cursor = next(page);
        } while (cursor != null && found.size() < limit);
        given = found.isEmpty() ? 0 : sequence(found.get(0));
        return oldestFirst(found.subList(0, Math.min(limit, found.size())));
    }

    /** What came since the last call, the oldest first. A failure loses nothing: the next call looks from the same entry on. */
    List<JsonNode> since() {
        var found = new ArrayList<JsonNode>();
        var last = false;
        var size = SMALL_PAGE;
        String cursor = null;
        shortened = false;
        do {
            var page = page(edict::sendOnce, size, cursor);
            behind = cursor == null && sequence(page.path("items").path(0)) < given;
            for (var entry : page.path("items")) {
                shortened = found.size() == MOST && sequence(entry) > given;
                last = sequence(entry) <= given || shortened;
                if (last) {
                    break;
                }
                found.add(entry);
            }
            cursor = next(page);
            size = LARGEST_PAGE;
        } while (cursor != null && !last);
        given = found.isEmpty() ? given : sequence(found.get(0));
        return oldestFirst(found);
    }

    /** Whether the last call left out the oldest entries, because there were too many. */
    boolean isShortened() {
        return shortened;
    }

    /** Whether the timeline ended before what was given: it is rebuilt just now, or Edict has an older log. */
    boolean isBehind() {
        return behind;
    }

    private JsonNode page(Function<ApiRequest, ApiAnswer> ask, int size, @Nullable String cursor) {
        var query = cursor == null ? "" : ApiRequest.path("&cursor=%s", cursor);
        return ask.apply(ApiRequest.get("%s?limit=%d%s".formatted(path, size, query)))
                .bodyWith("items");
    }

    private static @Nullable String next(JsonNode page) {
        var cursor = page.path("next_cursor");
        return cursor.isString() ? cursor.asString() : null;
    }

    private static List<JsonNode> oldestFirst(List<JsonNode> newestFirst) {
        var entries = new ArrayList<>(newestFirst);
        Collections.reverse(entries);
        return entries;
    }

    private static long sequence(JsonNode entry) {
        return entry.path("sequence").asLong(0);
    }
}
