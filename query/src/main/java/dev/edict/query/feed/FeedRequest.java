package dev.edict.query.feed;

import dev.edict.query.PageRequest;
import dev.edict.query.QueryRejection;
import dev.edict.query.QueryString;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where the reading of the feed continues, how long the request may wait for a change, how many zones it takes, and
 * whether it takes their bundles too.
 */
record FeedRequest(
        @Parameter(
                        name = "after",
                        description = "The cursor of the previous answer; default: from the beginning.",
                        schema = @Schema(minLength = 1, maxLength = FeedRequest.MAX_CURSOR_LENGTH))
                long after,
        @Parameter(
                        name = "wait",
                        description = "How long to wait for a change, 0s to 60s; default 0s.",
                        schema = @Schema(pattern = FeedRequest.WAIT_FORM, maxLength = FeedRequest.MAX_WAIT_LENGTH))
                Duration patience,
        @Parameter(
                        name = "limit",
                        description = "Maximum number of zones; default 1000.",
                        schema = @Schema(type = "integer", minimum = "1", maximum = "" + FeedRequest.MAX_ZONES))
                int limit,
        @Parameter(
                        name = "bundles",
                        description =
                                "Whether each change has its bundle, as long as the texts of the answer have at most"
                                        + " 256 KiB; default false.",
                        schema = @Schema(allowableValues = {"true", "false"}))
                boolean withBundles)
        implements QueryString {

    static final int MAX_ZONES = 1000;
    static final int MAX_CURSOR_LENGTH = 64;
    static final String WAIT_FORM = "(0|[1-9]|[1-5][0-9]|60)s";

    private static final Pattern WAIT = Pattern.compile(WAIT_FORM);
    private static final Pattern CURSOR = Pattern.compile("0|[1-9][0-9]{0,17}");
    static final int MAX_WAIT_LENGTH = 3;

    static FeedRequest of(HttpServletRequest request) {
        return new FeedRequest(
                after(request),
                patience(request),
                PageRequest.limit(request, MAX_ZONES, MAX_ZONES),
                withBundles(request));
    }

    private static long after(HttpServletRequest request) {
        var text = PageRequest.query(request, "after", MAX_CURSOR_LENGTH);
        if (text == null) {
            return 0;
        }
        if (!CURSOR.matcher(text).matches()) {
            throw unknownCursor();
        }
        return Long.parseLong(text);
    }

    private static Duration patience(HttpServletRequest request) {
        var text = PageRequest.query(request, "wait", MAX_WAIT_LENGTH);
        if (text == null) {
            return Duration.ZERO;
        }
        if (!WAIT.matcher(text).matches()) {
            throw QueryRejection.Reason.INVALID_QUERY.because("wait must be 0s to 60s, in whole seconds");
        }
        return Duration.ofSeconds(Long.parseLong(text.substring(0, text.length() - 1)));
    }

    private static boolean withBundles(HttpServletRequest request) {
        var text = PageRequest.query(request, "bundles", PageRequest.MAX_CURSOR_LENGTH);
        if (text != null && !text.equals("true") && !text.equals("false")) {
            throw QueryRejection.Reason.INVALID_QUERY.because("bundles must be true or false");
        }
        return Boolean.parseBoolean(text);
    }

    /** Also for a cursor of the future, which a log that was restored from a backup has not given out yet. */
    static QueryRejection unknownCursor() {
        return QueryRejection.Reason.INVALID_CURSOR.because(
                "after is not a cursor of this feed: leave it out to begin again");
    }

    /**
     * The page of these changes, of which one more than the limit was read if there were so many.
     *
     * @param isAll whether they are all that was read
     */
    FeedPage page(List<ActivationChange> changes, boolean isAll) {
        var complete = isAll && changes.size() <= limit;
        var shown = changes.size() <= limit ? changes : changes.subList(0, limit);
        var cursor = shown.isEmpty() ? after : shown.get(shown.size() - 1).position();
        return new FeedPage(
                Long.toString(cursor),
                complete,
                shown.stream().map(FeedChange::of).toList());
    }
}
