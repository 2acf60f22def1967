package dev.edict.replica.background;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes named daemon threads, which do not keep a gateway from ending. */
public final class DaemonThreads implements ThreadFactory {

    private final String prefix;
    private final AtomicInteger made = new AtomicInteger();

    /** @param job ends the names of the threads, as in {@code edict-replica-load-1} */
    public DaemonThreads(String job) {
        this.prefix = "edict-replica-" + job + "-";
    }

    @Override
    public Thread newThread(Runnable work) {
        var thread = new Thread(work, prefix + made.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }
}
