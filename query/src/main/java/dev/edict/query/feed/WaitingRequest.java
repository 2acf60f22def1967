package dev.edict.query.feed;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.async.DeferredResult;

/** A request of the feed that waits for a change. Only the thread that looks for changes uses it once it waits. */
final class WaitingRequest {

    private final FeedRequest asked;
    private final @Nullable String zoneId;
    private final String caller;
    private final DeferredResult<FeedPage> answer;
    private final long arrived = System.nanoTime();
    private long seen;
    private boolean isAnswered;

    /**
     * A request that begins to wait.
     *
     * @param zoneId the only zone that the caller sees; null for all
     * @param seen the position up to which nothing concerns it
     */
    WaitingRequest(
            FeedRequest asked, @Nullable String zoneId, String caller, long seen, DeferredResult<FeedPage> answer) {
        this.asked = asked;
        this.zoneId = zoneId;
        this.caller = caller;
        this.seen = seen;
        this.answer = answer;
    }

    DeferredResult<FeedPage> answer() {
        return answer;
    }

    String caller() {
        return caller;
    }

    long seen() {
        return seen;
    }

    /** Whether its answer is on its way. */
    boolean isAnswered() {
        return isAnswered;
    }

    boolean isBehind(long newest) {
        return seen < newest;
    }

    boolean isAhead(long newest) {
        return seen > newest;
    }

    boolean isOver(long nanoTime) {
        return nanoTime - arrived >= asked.patience().toNanos();
    }

    boolean arrivedAfter(long nanoTime) {
        return arrived - nanoTime > 0;
    }

    /**
     * The answer, if any of the changes concerns the request.
     *
     * @param changes in the order of their positions
     * @param isAll whether nothing else had changed; otherwise the answer says that there is more
     */
    Optional<FeedPage> answerWith(List<ActivationChange> changes, boolean isAll, ChangedBundles bundles) {
        var news = changes.stream()
                .filter(change -> change.position() > seen)
                .filter(change -> zoneId == null || zoneId.equals(change.zoneId()))
                .limit(asked.limit() + 1L)
                .toList();
        if (news.isEmpty()) {
            return Optional.empty();
        }
        var page = asked.page(news, isAll);
        var whole = asked.withBundles() ? bundles.addTo(page) : page;
        isAnswered = true;
        return Optional.of(whole);
    }

    /** Nothing up to this position concerns the request, or its answer tells it. */
    void sawAll(long newest) {
        seen = Math.max(seen, newest);
    }

    /** The next request need not look again at what was seen. */
    void answerWithNothing() {
        answer.setResult(new FeedPage(Long.toString(seen), true, List.of()));
    }

    void fail(Throwable failure) {
        answer.setErrorResult(failure);
    }
}
