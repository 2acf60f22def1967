package dev.edict.command.background;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A daemon thread that repeats its work after the pause that the work returns, or when it is woken. */
public final class Loop {

    private static final Logger log = LoggerFactory.getLogger(Loop.class);

    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(1);

    private final String name;
    private final Supplier<Duration> work;
    private final Semaphore woken = new Semaphore(0);
    private volatile boolean running;
    private boolean failed;
    private @Nullable Thread thread;

    /** @param name of the thread, and of the work in the log */
    public Loop(String name, Supplier<Duration> work) {
        this.name = name;
        this.work = work;
    }

    /** Begins to repeat the work. */
    public synchronized void start() {
        if (!running) {
            running = true;
            var repeating = new Thread(this::repeat, name);
            repeating.setDaemon(true);
            repeating.start();
            thread = repeating;
        }
    }

    private void repeat() {
        try {
            while (running) {
                var pause = once();
                if (running && woken.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    woken.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration once() {
        try {
            var pause = work.get();
            failed = false;
            return pause;
        } catch (RuntimeException e) {
            if (!failed) {
                log.warn("{} failed, trying again: {}", name, e.toString());
            }
            failed = true;
            log.debug("{} failed", name, e);
            return AFTER_A_FAILURE;
        }
    }

    /** Whether it was started, and not ended since. */
    public boolean isRunning() {
        return running;
    }

    /** Does the work at once, or once more if it is under way. */
    public void wake() {
        woken.release();
    }

    /** Lets the work that is under way end, without waiting for it. */
    public synchronized void end() {
        running = false;
        wake();
    }

    /** Waits until the work that is under way ended, and interrupts it after that time. */
    public void join(Duration patience) {
        Thread ending;
        synchronized (this) {
            ending = thread;
            thread = null;
        }
        if (ending == null) {
            return;
        }
        try {
            ending.join(Math.max(1, patience.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        ending.interrupt();
    }
}
