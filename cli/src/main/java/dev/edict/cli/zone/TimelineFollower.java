package dev.edict.cli.zone;

import dev.edict.cli.api.ApiFailure;
import dev.edict.cli.io.TerminalText;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Shows what comes to a timeline until it is told to end, across restarts of Edict. */
final class TimelineFollower {

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final int SERVER_ERROR = 500;

    private final TimelineFeed feed;
    private final Consumer<List<JsonNode>> shown;
    private final PrintWriter err;
    private final Duration pace;
    private String trouble = "";

    /**
     * Follows a timeline.
     *
     * @param shown takes entries, the oldest first
     * @param pace the pause between two looks; it doubles while Edict is away
     */
    TimelineFollower(TimelineFeed feed, Consumer<List<JsonNode>> shown, PrintWriter err, Duration pace) {
        this.feed = feed;
        this.shown = shown;
        this.err = err;
        this.pace = pace;
    }

    /**
     * Returns when the thread is interrupted.
     *
     * @throws ApiFailure if Edict refuses for good, as with a token that was revoked
     */
    void follow() {
        var pause = pace;
        while (isAsleepFor(pause)) {
            try {
                shown.accept(feed.since());
                pause = pace;
                say(trouble());
            } catch (ApiFailure failure) {
                if (!failure.isPassing() && failure.status() < SERVER_ERROR) {
                    throw failure;
                }
                say(failure.getMessage() + "; trying again");
                pause = longer(pause, failure);
            }
        }
    }

    private String trouble() {
        if (feed.isShortened()) {
            return "more than %,d entries came at once; the older ones are left out".formatted(TimelineFeed.MOST);
        }
        return feed.isBehind()
                ? "the timeline ends before what was shown: it is rebuilt just now, or Edict has an older log"
                : "";
    }

    /** Each trouble once, and its end. */
    private void say(String now) {
        if (!now.equals(trouble)) {
            err.println("edict timeline: " + (now.isEmpty() ? "Edict answers again" : TerminalText.of(now)));
            err.flush();
        }
        trouble = now;
    }

    private static Duration longer(Duration pause, ApiFailure failure) {
        var doubled = pause.multipliedBy(2);
        var wanted = failure.retryAfter()
                .filter(asked -> asked.compareTo(doubled) > 0)
                .orElse(doubled);
        return wanted.compareTo(LONGEST_PAUSE) < 0 ? wanted : LONGEST_PAUSE;
    }

    private static boolean isAsleepFor(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
