package dev.edict.query.feed;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.async.DeferredResult;

/**
 * A request of the feed that waits for a change.
 *
 * @param zoneId the only zone that the caller sees; null for all
 * @param deadline the reading of the monotonic clock at which it has waited for long enough
 */
record WaitingRequest(
        FeedRequest asked, @Nullable String zoneId, String caller, long deadline, DeferredResult<FeedPage> answer) {

    boolean isBehind(long newest) {
        return asked.after() < newest;
    }

    boolean isOver(long nanoTime) {
        return nanoTime - deadline >= 0;
    }

    /** Answers if any of the changes, which are in the order of their positions, concerns the request. */
    void answerWith(List<ActivationChange> changes) {
        var news = changes.stream()
                .filter(change -> change.position() > asked.after())
                .filter(change -> zoneId == null || zoneId.equals(change.zoneId()))
                .limit(asked.limit() + 1L)
                .toList();
        if (!news.isEmpty()) {
            answer.setResult(asked.page(news));
        }
    }

    void answerWithNothing() {
        answer.setResult(asked.page(List.of()));
    }

    void fail(Throwable failure) {
        answer.setErrorResult(failure);
    }
}
