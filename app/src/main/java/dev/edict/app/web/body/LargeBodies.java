package dev.edict.app.web.body;

import dev.edict.command.api.Rejection;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/**
 * Limits how many requests have a body above 1 MiB at once. Such a body takes a multiple of its length of the heap until
 * its response is sent, and the limits on concurrent requests are far above what the heap holds of them.
 */
@Component
class LargeBodies {

    /** With at most {@link BodyLimits#MOST} bytes and a million tokens each, they take 300 MB at worst. */
    static final int CONCURRENT = 2;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private final Semaphore free = new Semaphore(CONCURRENT, true);
    private final Duration longestWait;

    LargeBodies() {
        this(LONGEST_WAIT);
    }

    LargeBodies(Duration longestWait) {
        this.longestWait = longestWait;
    }

    /** A request that may come to have a large body. */
    Place place() {
        return new Place();
    }

    /** Holds one of the places from {@link #take} on until it is closed. */
    final class Place implements AutoCloseable {

        private boolean taken;

        private Place() {}

        /** @throws Rejection {@code overloaded} if no place becomes free in time */
        void take() {
            try {
                taken = free.tryAcquire(longestWait.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (!taken) {
                throw Rejection.Reason.OVERLOADED
                        .because("Too many concurrent requests with a body above 1 MiB: retry later")
                        .with(Rejection.RETRY_AFTER, LONGEST_WAIT.toSeconds());
            }
        }

        @Override
        public void close() {
            if (taken) {
                free.release();
                taken = false;
            }
        }
    }
}
