package dev.edict.audit.opa;

import dev.edict.command.api.Rejection;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Bounds how many logs are read at once, in all and of one token, so that no token keeps the others waiting. */
final class LogTurns {

    static final int MOST = 4;
    static final int MOST_OF_ONE = 2;

    /** What a caller has, and how many requests know it. */
    private record Places(Semaphore free, int users) {

        Places and(int more) {
            return new Places(free, users + more);
        }
    }

    private final Semaphore all = new Semaphore(MOST, true);
    private final Map<String, Places> callers = new ConcurrentHashMap<>();
    private final Duration longestWait;

    LogTurns(Duration longestWait) {
        this.longestWait = longestWait;
    }

    /** What is done in a turn. */
    @FunctionalInterface
    interface Work {
        void run();
    }

    /**
     * Runs in a turn of the caller.
     *
     * @throws Rejection {@code overloaded} if none is free in time
     */
    void run(String caller, Work work) {
        var own = enter(caller);
        try {
            inTurn(own, () -> inTurn(all, work));
        } finally {
            callers.computeIfPresent(caller, (name, places) -> leave(places));
        }
    }

    private Semaphore enter(String caller) {
        return callers.compute(
                        caller,
                        (name, places) ->
                                places == null ? new Places(new Semaphore(MOST_OF_ONE, true), 1) : places.and(1))
                .free();
    }

    private static @Nullable Places leave(Places places) {
        return places.users() == 1 ? null : places.and(-1);
    }

    private void inTurn(Semaphore places, Work work) {
        if (!isTaken(places)) {
            throw Rejection.Reason.OVERLOADED
                    .because("too many decision logs at once: retry later")
                    .with(Rejection.RETRY_AFTER, 1L);
        }
        try {
            work.run();
        } finally {
            places.release();
        }
    }

    private boolean isTaken(Semaphore places) {
        try {
            return places.tryAcquire(longestWait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
