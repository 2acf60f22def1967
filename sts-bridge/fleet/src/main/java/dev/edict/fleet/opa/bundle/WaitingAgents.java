package dev.edict.fleet.opa.bundle;

import static dev.edict.command.api.Rejection.Reason.OVERLOADED;
import static dev.edict.command.api.Rejection.Reason.TOO_MANY_WAITING_REQUESTS;
import static dev.edict.command.api.Rejection.Reason.ZONE_NOT_FOUND;

import dev.edict.command.api.EventsAppended;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.http.ResponseEntity;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.async.DeferredResult;

/**
 * The requests for bundles, answered by one thread that reads once for all of them. A request is registered before the
 * reading that compares it, so that no change falls between the two. It holds no thread and no connection while it
 * waits, and “not modified” is said only after a reading at its deadline.
 */
@Component
class WaitingAgents implements SmartLifecycle {

    /** Fewer than the connections of an address, so that others behind the same one are not shut out. */
    static final int MOST_PER_CALLER = 200;

    static final int MOST = 5_000;

    private static final Logger log = LoggerFactory.getLogger(WaitingAgents.class);

    /** After the filter that refuses new requests, before the web server. */
    private static final int PHASE = Integer.MAX_VALUE - 1;

    private static final Duration TICK = Duration.ofMillis(50);
    /** Also finds a change whose announcement was lost, and a new signing key. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(1);
    /** The container ends a request that was not answered this long after its deadline. */
    private static final Duration BACKSTOP = Duration.ofSeconds(30);

    private final ZoneBundles bundles;
    private final BundleArchives archives;
    private final BundleMeters meters;
    private final BundlesInTurn turns =
            new BundlesInTurn(4 * Runtime.getRuntime().availableProcessors());
    private final Map<DeferredResult<ResponseEntity<byte[]>>, WaitingAgent> waiting = new ConcurrentHashMap<>();
    private final Map<String, Integer> callers = new ConcurrentHashMap<>();
    private final Queue<WaitingAgent> arrived = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean isDue = new AtomicBoolean();
    private final AtomicBoolean isChanged = new AtomicBoolean();
    private volatile @Nullable ThreadPoolTaskScheduler thread;
    private volatile long lookedAtAll = System.nanoTime();
    private boolean failed;
    /** Zones whose trouble is in the log; only known ones. */
    private final Set<String> unusable = new HashSet<>();

    WaitingAgents(ZoneBundles bundles, BundleArchives archives, BundleMeters meters) {
        this.bundles = bundles;
        this.archives = archives;
        this.meters = meters;
        meters.waiting(waiting::size);
    }

    @EventListener
    void on(EventsAppended appended) {
        isChanged.set(true);
        lookSoon();
    }

    private void lookSoon() {
        var running = thread;
        if (running != null && isDue.compareAndSet(false, true)) {
            running.execute(this::lookAtWhatIsDue);
        }
    }

    /**
     * Answers with the zone's bundle as soon as the agent does not have it, and at its deadline that it has.
     *
     * @param life is told once if the agent has what governs
     * @throws dev.edict.command.api.Rejection if the caller, or all callers together, wait with too many requests
     */
    DeferredResult<ResponseEntity<byte[]>> await(String zoneId, BundleRequest asked, String caller, Runnable life) {
        if (waiting.size() >= MOST || callers.getOrDefault(caller, 0) >= MOST_PER_CALLER) {
            throw TOO_MANY_WAITING_REQUESTS.because(
                    "too many requests wait for a change: %d of one token may, and %d of all", MOST_PER_CALLER, MOST);
        }
        var answer = new DeferredResult<ResponseEntity<byte[]>>(
                asked.hold().plus(BACKSTOP).toMillis());
        var agent = new WaitingAgent(zoneId, caller, asked, life, answer);
        callers.merge(caller, 1, Integer::sum);
        waiting.put(answer, agent);
        arrived.add(agent);
        answer.onCompletion(() -> forget(agent));
        lookSoon();
        return answer;
    }

    private void forget(WaitingAgent agent) {
        turns.ended(agent);
        if (waiting.remove(agent.answer()) != null) {
            callers.computeIfPresent(agent.caller(), (caller, count) -> count == 1 ? null : count - 1);
        }
    }

    private void tick() {
        turns.tick();
        var now = System.nanoTime();
        if (now - lookedAtAll >= LONGEST_SILENCE.toNanos()) {
            lookAtAll();
        } else {
            look(unanswered().filter(one -> !one.hasNext() && one.isOver(now)));
        }
    }

    /** One that arrived is read for alone: others were read for when they arrived, and are after each change. */
    private void lookAtWhatIsDue() {
        isDue.set(false);
        if (isChanged.getAndSet(false)) {
            lookAtAll();
        } else {
            look(Stream.generate(arrived::poll).takeWhile(Objects::nonNull));
        }
    }

    private void lookAtAll() {
        lookedAtAll = System.nanoTime();
        arrived.clear();
        look(unanswered());
    }

    private void look(Stream<WaitingAgent> which) {
        var began = System.nanoTime();
        var agents = which.collect(Collectors.groupingBy(WaitingAgent::zoneId));
        if (agents.isEmpty()) {
            return;
        }
        try {
            var newest = bundles.newest(agents.keySet());
            agents.forEach((zoneId, ofZone) -> answer(ofZone, newest.get(zoneId), began));
            failed = false;
        } catch (RuntimeException e) {
            if (!failed) {
                log.warn("Cannot read which bundles changed, trying again: {}", e.getMessage());
            }
            failed = true;
            agents.values().forEach(ofZone -> fail(ofZone, e, began));
        }
    }

    private void answer(List<WaitingAgent> agents, @Nullable Governance governance, long began) {
        if (governance == null) {
            agents.forEach(one -> one.fail(ZONE_NOT_FOUND.because("no zone %s", one.zoneId())));
            return;
        }
        BundleArchive current;
        try {
            current = archives.of(governance);
        } catch (UnusableBundle e) {
            if (unusable.add(governance.zoneId())) {
                log.error("No bundle for the agents of zone {}: {}", governance.zoneId(), e.getMessage());
            }
            agents.stream().filter(one -> !one.hasNext()).forEach(one -> one.fail(e));
            meters.failed(agents.size());
            return;
        }
        unusable.remove(governance.zoneId());
        for (var agent : agents) {
            if (agent.isNews(current)) {
                meters.served();
                turns.add(agent);
            } else if (!agent.hasNext() && agent.isOver(began)) {
                meters.unchanged();
                agent.answerUnchanged(current);
            }
        }
    }

    /** Those that were compared once wait on. */
    private void fail(List<WaitingAgent> agents, RuntimeException failure, long began) {
        agents.stream()
                .filter(one -> !one.hasNext() && (one.isOver(began) || !one.isCompared()))
                .forEach(one -> {
                    meters.failed(1);
                    one.fail(failure);
                });
    }

    private Stream<WaitingAgent> unanswered() {
        return waiting.values().stream().filter(one -> !one.answer().isSetOrExpired());
    }

    @Override
    public synchronized void start() {
        if (thread == null) {
            var starting = new ThreadPoolTaskScheduler();
            starting.setThreadNamePrefix("opa-bundles-");
            starting.setDaemon(true);
            starting.initialize();
            var ticking = starting.scheduleWithFixedDelay(this::tick, TICK);
            log.debug("Looking for changed bundles every {}: {}", TICK, ticking);
            thread = starting;
        }
    }

    /** Ends the waiting, so that agents ask another node. */
    @Override
    public synchronized void stop() {
        var running = thread;
        thread = null;
        if (running != null) {
            running.shutdown();
            turns.finish();
            unanswered().forEach(one -> one.fail(OVERLOADED.because("this node ends: ask again")));
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
