package dev.edict.query.feed;

import dev.edict.query.QueryRejection;
import dev.edict.query.TablesChanged;
import dev.edict.query.bundle.BundleReader;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.async.DeferredResult;

/**
 * The requests of the feed that wait for a change. They hold no thread and no connection: one thread reads what
 * changed, once for all of them. A request that waited in vain is answered after a reading at its deadline, so that an
 * empty answer says that nothing had changed, and not that nobody looked.
 */
@Component
class WaitingRequests implements SmartLifecycle {

    /** Fewer than the connections of an address, so that others behind the same one are not shut out. */
    static final int MOST_PER_CALLER = 200;

    static final int MOST = 5_000;

    private static final Logger log = LoggerFactory.getLogger(WaitingRequests.class);

    /** After the filter that refuses new requests, before the web server. */
    private static final int PHASE = Integer.MAX_VALUE - 1;

    private static final long RECENT_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final Duration TICK = Duration.ofMillis(100);
    /** Also finds a change whose announcement was lost. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(1);
    /** The container ends a request that was not answered this long after its deadline. */
    private static final Duration BACKSTOP = Duration.ofSeconds(10);

    private final ActivationFeedReader activations;
    private final BundleReader bundles;
    private final AnswersInTurn turns =
            new AnswersInTurn(4 * Runtime.getRuntime().availableProcessors());
    private final Map<DeferredResult<FeedPage>, WaitingRequest> waiting = new ConcurrentHashMap<>();
    private final Map<String, Integer> callers = new ConcurrentHashMap<>();
    private final AtomicBoolean isDue = new AtomicBoolean();
    private @Nullable ThreadPoolTaskScheduler thread;
    /** The newest position that the latest reading found; 0 before the first change. */
    private volatile long newest;

    private volatile long recent = Long.MAX_VALUE;
    private long remembered = Long.MAX_VALUE;
    private long rememberedAt = System.nanoTime() - RECENT_NANOS;
    private volatile long lookedAt = System.nanoTime();
    private long succeededAt = System.nanoTime();
    private boolean failed;

    WaitingRequests(ActivationFeedReader activations, BundleReader bundles) {
        this.activations = activations;
        this.bundles = bundles;
    }

    @EventListener
    void on(TablesChanged event) {
        lookSoon();
    }

    private void lookSoon() {
        var running = thread;
        if (running != null && isDue.compareAndSet(false, true)) {
            running.execute(this::look);
        }
    }

    /** Whether what changed after the position is little, so that the next reading may find it for the request. */
    boolean isRecent(long position) {
        return position <= newest && (position == newest || position >= recent);
    }

    /** A position stays recent for 10 to 20 s. */
    private void remember(long head, long now) {
        if (now - rememberedAt >= RECENT_NANOS) {
            recent = remembered;
            remembered = head;
            rememberedAt = now;
        }
    }

    /**
     * Answers when something changes, and when the patience is over.
     *
     * @param seen the position up to which nothing concerns the request
     * @throws QueryRejection if the caller, or all callers together, wait with too many requests
     */
    DeferredResult<FeedPage> await(FeedRequest asked, @Nullable String zoneId, String caller, long seen) {
        if (waiting.size() >= MOST || callers.getOrDefault(caller, 0) >= MOST_PER_CALLER) {
            throw QueryRejection.Reason.TOO_MANY_WAITING_REQUESTS.because(
                    "too many requests wait for a change: %d of one token may, and %d of all", MOST_PER_CALLER, MOST);
        }
        var answer =
                new DeferredResult<FeedPage>(asked.patience().plus(BACKSTOP).toMillis());
        callers.merge(caller, 1, Integer::sum);
        waiting.put(answer, new WaitingRequest(asked, zoneId, caller, seen, answer));
        answer.onCompletion(() -> forget(answer));
        // One reading serves all that arrive before it begins.
        lookSoon();
        return answer;
    }

    int size() {
        return waiting.size();
    }

    private void forget(DeferredResult<FeedPage> answer) {
        turns.ended(answer);
        var ended = waiting.remove(answer);
        if (ended != null) {
            callers.computeIfPresent(ended.caller(), (caller, count) -> count == 1 ? null : count - 1);
        }
    }

    private void tick() {
        turns.tick();
        var now = System.nanoTime();
        var isSilent = now - lookedAt >= LONGEST_SILENCE.toNanos();
        if (waiting.values().stream().anyMatch(one -> isSilent || one.isOver(now))) {
            look();
        }
    }

    private void look() {
        var now = System.nanoTime();
        look(one -> one.isOver(now));
    }

    /** Answers those whom a change concerns and, whatever was found, those whose waiting is over. */
    private void look(Predicate<WaitingRequest> isOver) {
        isDue.set(false);
        var began = System.nanoTime();
        lookedAt = began;
        try {
            var head = activations.newest();
            newest = head;
            remember(head, began);
            // The log was restored from a backup; one that arrived since the reading began may know more than it.
            having(one -> one.isAhead(head) && !one.arrivedAfter(began))
                    .forEach(one -> one.fail(FeedRequest.unknownCursor()));
            answerThoseBehind(head);
            having(isOver).forEach(WaitingRequest::answerWithNothing);
            succeededAt = began;
            failed = false;
        } catch (RuntimeException e) {
            if (!failed) {
                log.warn("Cannot read what changed, trying again: {}", e.getMessage());
            }
            failed = true;
            // Those who arrived before the latest reading wait on.
            having(isOver.or(one -> one.arrivedAfter(succeededAt))).forEach(one -> one.fail(e));
        }
    }

    private void answerThoseBehind(long head) {
        var behind = having(one -> one.isBehind(head));
        var bundlesOfChanges = new ChangedBundles(bundles);
        var position = behind.stream().mapToLong(WaitingRequest::seen).min();
        while (position.isPresent()) {
            var changes = activations.after(position.getAsLong(), null, FeedRequest.MAX_ZONES + 1);
            var isAll = changes.size() <= FeedRequest.MAX_ZONES;
            behind.stream().filter(one -> !one.isAnswered()).forEach(one -> one.answerWith(
                            changes, isAll, bundlesOfChanges)
                    .ifPresent(page -> turns.add(one.answer(), page)));
            position = changes.stream().mapToLong(ActivationChange::position).max();
        }
        behind.forEach(one -> one.sawAll(head));
    }

    private Collection<WaitingRequest> having(Predicate<WaitingRequest> property) {
        return waiting.values().stream()
                .filter(one -> !one.isAnswered())
                .filter(property)
                .toList();
    }

    @Override
    public synchronized void start() {
        if (thread == null) {
            var starting = new ThreadPoolTaskScheduler();
            starting.setThreadNamePrefix("activation-feed-");
            starting.setDaemon(true);
            starting.initialize();
            var ticking = starting.scheduleWithFixedDelay(this::tick, TICK);
            log.debug("Looking for changes every {}: {}", TICK, ticking);
            thread = starting;
        }
    }

    /** Answers whoever still waits, so that they ask another node. */
    @Override
    public synchronized void stop() {
        var running = thread;
        thread = null;
        if (running != null) {
            running.shutdown();
            look(everybody -> true);
            turns.finish();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
