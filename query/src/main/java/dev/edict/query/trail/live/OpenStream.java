package dev.edict.query.trail.live;

import dev.edict.query.trail.TimelineEntries;
import dev.edict.query.trail.TimelineRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
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

    private static final Logger log = LoggerFactory.getLogger(OpenStream.class);

    private final StreamRequest asked;
    private final StreamClient client;
    private final Duration heartbeat;
    private final AtomicBoolean isTaken = new AtomicBoolean();
    private volatile long cursor;
    private volatile boolean isBegun;
    private volatile long sentAt = System.nanoTime() - PACE.toNanos();
    private volatile long aliveAt = System.nanoTime();

    /** @param heartbeat the time between signs of life, at each of which the right to read is asked */
    OpenStream(StreamRequest asked, StreamClient client, Duration heartbeat, long cursor) {
        this.asked = asked;
        this.client = client;
        this.heartbeat = heartbeat;
        this.cursor = cursor;
    }

    String zoneId() {
        return asked.zoneId();
    }

    String caller() {
        return asked.caller();
    }

    /** @param newest the sequence of the zone's newest entry */
    boolean isDue(long newest, long now) {
        return !isTaken.get()
                && (!isBegun || isHeartbeatDue(now) || (newest != cursor && now - sentAt >= PACE.toNanos()));
    }

    private boolean isHeartbeatDue(long now) {
        return now - aliveAt >= heartbeat.toNanos();
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
            if (isHeartbeatDue(System.nanoTime())) {
                if (!asked.mayRead().getAsBoolean()) {
                    return false;
                }
                client.keepAlive();
                aliveAt = System.nanoTime();
            }
            var newest = reading(reading, () -> newestEntries.of(asked.zoneId()));
            if (newest < cursor) {
                client.restart();
                return false;
            }
            if (newest > cursor) {
                sendPage(
                        newest,
                        reading(
                                reading,
                                () -> entries.read(
                                        asked.zoneId(), TimelineRequest.after(cursor, PAGE, asked.filter()))));
            }
            return true;
        } catch (IOException | RuntimeException e) {
            log.debug("A stream of {} ends: {}", asked.zoneId(), e.getMessage());
            return false;
        }
    }

    /** @param newest known before the page was read */
    private void sendPage(long newest, TimelineEntries.Part page) throws IOException {
        var found = page.entries();
        if (!found.isEmpty()) {
            client.send(found);
        }
        sentAt = System.nanoTime();
        var examined = page.examinedUpTo();
        var last = found.isEmpty() ? cursor : found.get(found.size() - 1).sequence();
        if (examined != null) {
            cursor = examined;
        } else {
            cursor = found.size() == PAGE ? last : Math.max(newest, last);
        }
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

    void end() {
        client.end();
    }
}
