package dev.edict.command.log;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Deletes receipts that are kept no longer, whether or not new ones come. */
@Component
final class ReceiptPruning implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ReceiptPruning.class);

    private static final int AFTER_LISTENER = 16;
    private static final Duration EVERY = Duration.ofMinutes(10);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(2);

    private final Receipts receipts;
    private volatile @Nullable ScheduledExecutorService running;

    ReceiptPruning(@Qualifier("backgroundPool") DataSource backgroundPool) {
        this.receipts = new Receipts(backgroundPool);
    }

    @Override
    public synchronized void start() {
        if (running == null) {
            var thread = Executors.newSingleThreadScheduledExecutor(ReceiptPruning::daemon);
            running = thread;
            var unused = thread.scheduleWithFixedDelay(this::prune, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void prune() {
        try {
            LOG.debug("{} receipts deleted", receipts.prune());
        } catch (RuntimeException e) {
            LOG.warn("Receipts could not be deleted, trying again in {}: {}", EVERY, e.getMessage());
        }
    }

    private static Thread daemon(Runnable work) {
        var thread = new Thread(work, "receipt-pruning");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public synchronized void stop() {
        var thread = running;
        running = null;
        if (thread != null) {
            thread.shutdownNow();
            try {
                if (!thread.awaitTermination(STOP_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                    LOG.warn("The deletion of receipts did not end in time");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isAutoStartup() {
        return false;
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }

    @Override
    public int getPhase() {
        return AFTER_LISTENER;
    }
}
