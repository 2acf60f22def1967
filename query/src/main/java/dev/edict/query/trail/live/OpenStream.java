package dev.edict.query.trail.live;

import dev.edict.query.trail.TimelineEntries;
import dev.edict.query.trail.TimelineEntry;
import dev.edict.query.trail.TimelineFilter;
import dev.edict.query.trail.TimelineRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client and its cursor: nothing is buffered for it. Whoever holds {@link #take} reads its next page and sends it,
 * and the cursor moves only after that.
 */
final class OpenStream {

    /** The maximum number of entries in one page. */
    static final int PAGE = 200;

    static final Duration PACE = Duration.ofMillis(250);

    /** So many entries are written before a look at how long the client takes. */
    private static final int TOGETHER = 20;

    private static final Logger log = LoggerFactory.getLogger(OpenStream.class);

    private final StreamRequest asked;
    private final StreamClient client;
    private final StreamTimes times;
    private final long openedAt = System.nanoTime();
    private final AtomicBoolean isTaken = new AtomicBoolean();
    private volatile long cursor;
    private volatile boolean isBegun;
    private volatile long sentAt = openedAt - PACE.toNanos();
    private volatile long aliveAt = openedAt;

    OpenStream(StreamRequest asked, StreamClient client, StreamTimes times, long cursor) {
        this.asked = asked;
        this.client = client;
        this.times = times;
        this.cursor = cursor;
    }

    /** The zone; null for all zones. */
    @Nullable
    String zoneId() {
        return asked.zoneId();
    }

    String caller() {
        return asked.caller();
    }

    /** @param newest the sequence of the newest entry of its timeline */
    boolean isDue(long newest, long now) {
        return !isTaken.get()
                && (!isBegun || isHeartbeatDue(now) || (newest > cursor && now - sentAt >= PACE.toNanos()));
    }

    private boolean isHeartbeatDue(long now) {
        return now - aliveAt >= times.heartbeat().toNanos();
    }

    boolean take() {
        return isTaken.compareAndSet(false, true);
    }

    void giveBack() {
        isTaken.set(false);
    }

    /**
     * Sends what is due.
     *
     * @return whether the stream goes on
     */
    boolean advance(NewestEntries newestEntries, TimelineEntries entries, Semaphore reading)
            throws InterruptedException {
        try {
            if (!isBegun) {
                client.begin(cursor);
                isBegun = true;
            }
            if (isHeartbeatDue(System.nanoTime()) && !livesOn(reading)) {
                return false;
            }
            var newest = reading(reading, () -> newestEntries.of(asked.zoneId()));
            if (newest < cursor && reading(reading, newestEntries::inLog) < cursor) {
                client.restart();
                return false;
            }
            return newest <= cursor
                    || sendPage(newest, reading(reading, () -> entries.read(asked.zoneId(), nextPage())));
        } catch (IOException | RuntimeException e) {
            log.debug("A stream of {} ends: {}", asked.zoneId(), e.getMessage());
            return false;
        }
    }

    private TimelineRequest nextPage() {
        return TimelineRequest.after(cursor, PAGE, TimelineFilter.always(asked.filter()));
    }

    private boolean livesOn(Semaphore reading) throws IOException, InterruptedException {
        var refusal = reading(reading, asked.refusal());
        if (refusal.isPresent()) {
            client.refuse(refusal.get());
            return false;
        }
        if (System.nanoTime() - openedAt >= times.life().toNanos()) {
            return false;
        }
        client.keepAlive();
        aliveAt = System.nanoTime();
        return true;
    }

    /**
     * Sends the entries up to the newest one, beyond which a page may have entries whose predecessors are still to come.
     *
     * @param newest known before the page was read
     * @return whether the client took them in time
     */
    private boolean sendPage(long newest, TimelineEntries.Part page) throws IOException {
        var complete = page.entries().stream()
                .filter(entry -> entry.sequence() <= newest)
                .toList();
        var began = System.nanoTime();
        for (var from = 0; from < complete.size(); from += TOGETHER) {
            if (System.nanoTime() - began >= times.sending().toNanos()) {
                log.info("A stream of {} ends: {} takes its entries too slowly", asked.zoneId(), asked.caller());
                return false;
            }
            send(complete.subList(from, Math.min(from + TOGETHER, complete.size())));
        }
        sentAt = System.nanoTime();
        cursor = Math.min(newest, examinedUpTo(page));
        return true;
    }

    private void send(List<TimelineEntry> some) throws IOException {
        client.send(some);
        cursor = some.get(some.size() - 1).sequence();
    }

    private static long examinedUpTo(TimelineEntries.Part page) {
        var examined = page.examinedUpTo();
        if (examined != null) {
            return examined;
        }
        return page.entries().size() == PAGE ? page.entries().get(PAGE - 1).sequence() : Long.MAX_VALUE;
    }

    /** Reads within a bound, which sending is outside of. */
    private static <T> T reading(Semaphore bound, Supplier<T> read) throws InterruptedException {
        bound.acquire();
        try {
            return read.get();
        } finally {
            bound.release();
        }
    }

    /** The container may have ended it already, when the client has gone. */
    void end() {
        try {
            client.end();
        } catch (RuntimeException e) {
            log.debug("A stream of {} was ended before: {}", asked.zoneId(), e.getMessage());
        }
    }
}
