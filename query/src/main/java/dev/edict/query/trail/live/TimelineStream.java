package dev.edict.query.trail.live;

import dev.edict.query.QueryRejection;
import dev.edict.query.TablesChanged;
import dev.edict.query.trail.TimelineEntries;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.stereotype.Component;

/**
 * Streams timeline entries to clients as they are written, on whichever node wrote them. A stream goes on after the last
 * entry that the client has: the sequence of an entry is the same on every node and after a restart. One thread looks
 * which streams are behind; a bounded pool sends, so that a slow client delays no other. When the timelines have been
 * unreadable for a while, all streams end.
 */
@Component
public class TimelineStream implements SmartLifecycle {

    static final int MOST_PER_CALLER = 20;
    static final int MOST = 500;

    private static final Logger log = LoggerFactory.getLogger(TimelineStream.class);

    /** After the filter that refuses new requests, before the web server. */
    private static final int PHASE = Integer.MAX_VALUE - 1;

    private static final Duration TICK = Duration.ofMillis(50);
    /** Also finds an entry whose announcement was lost. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(1);
    /** An append is announced before the timeline has its entry. */
    private static final Duration ATTENTION = Duration.ofSeconds(2);

    private static final int SENDERS = 24;
    /** Slow clients of one caller leave senders to the others. */
    private static final int SENDERS_PER_CALLER = 4;
    /** Leaves connections of the pool to questions. */
    private static final int READERS = 3;

    private final TimelineEntries entries;
    private final NewestEntries newestEntries;
    private final StreamTimes times;
    private final Semaphore reading = new Semaphore(READERS);
    private final Set<OpenStream> streams = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> callers = new ConcurrentHashMap<>();
    private final Map<String, Integer> sending = new ConcurrentHashMap<>();
    private volatile @Nullable ThreadPoolTaskScheduler thread;
    private volatile @Nullable ThreadPoolExecutor senders;
    private volatile long announcedAt = System.nanoTime() - ATTENTION.toNanos();
    private volatile long lookedAt = System.nanoTime();
    private @Nullable Long failingSince;

    @Autowired
    TimelineStream(TimelineEntries entries, NewestEntries newestEntries) {
        this(entries, newestEntries, StreamTimes.USUAL);
    }

    TimelineStream(TimelineEntries entries, NewestEntries newestEntries, StreamTimes times) {
        this.times = times;
        this.entries = entries;
        this.newestEntries = newestEntries;
    }

    @EventListener
    void on(TablesChanged event) {
        announcedAt = System.nanoTime();
    }

    /**
     * Refuses a sequence that no event has yet, which a client can only have from another log.
     *
     * @throws QueryRejection if the log ends before it
     */
    void requireInLog(long sequence) {
        var last = newestEntries.inLog();
        if (sequence > last) {
            throw QueryRejection.Reason.SEQUENCE_BEYOND_HEAD.because(
                    "no event has the index %d yet: the log ends with %d", sequence, last);
        }
    }

    /**
     * Sends entries to a client until the returned action is run, the client fails, or the caller may no longer read.
     *
     * @throws QueryRejection if the caller, or all callers together, have too many streams
     */
    public Runnable open(StreamRequest asked, StreamClient client) {
        var after = asked.after();
        var stream = new OpenStream(asked, client, times, after == null ? newestEntries.of(asked.zoneId()) : after);
        add(stream);
        return () -> remove(stream);
    }

    private synchronized void add(OpenStream stream) {
        var ofCaller = callers.getOrDefault(stream.caller(), 0);
        if (streams.size() >= MOST || ofCaller >= MOST_PER_CALLER) {
            throw QueryRejection.Reason.TOO_MANY_WAITING_REQUESTS.because(
                    "too many streams are open: %d of one token may be, and %d of all", MOST_PER_CALLER, MOST);
        }
        callers.put(stream.caller(), ofCaller + 1);
        streams.add(stream);
        announcedAt = System.nanoTime();
    }

    private synchronized void remove(OpenStream stream) {
        if (streams.remove(stream)) {
            callers.computeIfPresent(stream.caller(), (caller, count) -> count == 1 ? null : count - 1);
        }
    }

    int size() {
        return streams.size();
    }

    private void tick() {
        var now = System.nanoTime();
        var isAttentive = now - announcedAt < ATTENTION.toNanos();
        if (!streams.isEmpty() && (isAttentive || now - lookedAt >= LONGEST_SILENCE.toNanos())) {
            lookedAt = now;
            look();
        }
    }

    private void look() {
        try {
            var open = List.copyOf(streams);
            var zones = open.stream()
                    .map(OpenStream::zoneId)
                    .filter(Objects::nonNull)
                    .collect(Collectors.toSet());
            var newest = zones.isEmpty() ? Map.<String, Long>of() : newestEntries.of(zones);
            var ofAllZones = open.stream().anyMatch(stream -> stream.zoneId() == null) ? newestEntries.ofAllZones() : 0;
            var now = System.nanoTime();
            open.forEach(stream -> {
                var zoneId = stream.zoneId();
                if (stream.isDue(zoneId == null ? ofAllZones : newest.getOrDefault(zoneId, 0L), now)) {
                    advance(stream);
                }
            });
            failingSince = null;
        } catch (RuntimeException e) {
            if (failingSince == null) {
                log.warn("Cannot read the newest timeline entries, trying again: {}", e.getMessage());
                failingSince = lookedAt;
            }
            // A page that hears nothing must not go on to say that it is live.
            if (System.nanoTime() - failingSince >= times.silence().toNanos()) {
                endAll();
            }
        }
    }

    /** One that is being sent to ends after that. */
    private void endAll() {
        streams.stream().filter(OpenStream::take).forEach(stream -> {
            remove(stream);
            stream.end();
        });
    }

    private void advance(OpenStream stream) {
        var pool = senders;
        if (pool != null && sending.getOrDefault(stream.caller(), 0) < SENDERS_PER_CALLER && stream.take()) {
            sending.merge(stream.caller(), 1, Integer::sum);
            pool.execute(() -> send(stream));
        }
    }

    private void send(OpenStream stream) {
        var goesOn = false;
        try {
            goesOn = isRunning() && stream.advance(newestEntries, entries, reading);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            sending.computeIfPresent(stream.caller(), (caller, count) -> count == 1 ? null : count - 1);
            stream.giveBack();
            if (!goesOn || !isRunning()) {
                remove(stream);
                stream.end();
            }
        }
    }

    @Override
    public synchronized void start() {
        if (thread == null) {
            senders = pool();
            var starting = new ThreadPoolTaskScheduler();
            starting.setThreadNamePrefix("timeline-stream-");
            starting.setDaemon(true);
            starting.initialize();
            var ticking = starting.scheduleWithFixedDelay(this::tick, TICK);
            log.debug("Looking for timeline entries every {}: {}", TICK, ticking);
            thread = starting;
        }
    }

    private static ThreadPoolExecutor pool() {
        var threads = new CustomizableThreadFactory("timeline-stream-send-");
        threads.setDaemon(true);
        var pool = new ThreadPoolExecutor(SENDERS, SENDERS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Ends all streams, so that their clients resume at another node. */
    @Override
    public synchronized void stop() {
        var running = thread;
        var pool = senders;
        thread = null;
        senders = null;
        if (running != null && pool != null) {
            running.shutdown();
            endAll();
            pool.shutdown();
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
