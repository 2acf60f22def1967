package dev.edict.replica.background;

import java.time.Duration;

/** One thread that repeats its work until it is stopped, and survives every failure of it. */
public final class Loop implements AutoCloseable {

    private static final long LONGEST_END_MILLIS = 2_000;
    private static final Backoff PAUSES = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(10));

    /** One round of the work, which waits by itself for something to do. */
    public interface Round {
        void run() throws InterruptedException;
    }

    private final Round round;
    private final Trouble trouble;
    private final Thread thread;
    private final Rounds rounds = new Rounds();
    private volatile boolean stopped;

    public Loop(String job, Trouble trouble, Round round) {
        this.round = round;
        this.trouble = trouble;
        this.thread = new DaemonThreads(job).newThread(this::run);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        while (!stopped) {
            try {
                round.run();
                trouble.ended();
                rounds.ended();
            } catch (InterruptedException e) {
                // Only a stop interrupts this thread, and the condition above ends it.
                Thread.currentThread().interrupt();
            } catch (RuntimeException | Error e) {
                // What a stop interrupts fails too, and is no trouble.
                if (!stopped) {
                    pause(trouble.failed(LogSafeText.ofRootCause(e)), e);
                }
            }
        }
    }

    private void pause(int failures, Throwable failure) {
        try {
            var requested = failure instanceof Retriable retriable ? retriable.retryAfter() : Duration.ZERO;
            rounds.pause(PAUSES.after(failures, requested), requested);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Waits for the end of the round that runs, whether it fails or not. A pause after a failure is shortened to 100 ms,
     * but not below what the failure asked for.
     *
     * @param patience the longest wait
     */
    public void hurry(Duration patience) throws InterruptedException {
        rounds.hurry(patience);
    }

    /** A failure that says how long to wait before the next try. */
    public interface Retriable {
        Duration retryAfter();
    }

    /** Interrupts the work and waits for its end, for at most 2 s. */
    @Override
    public void close() {
        stopped = true;
        thread.interrupt();
        try {
            thread.join(LONGEST_END_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
