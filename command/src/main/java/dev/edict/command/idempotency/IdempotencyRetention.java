package dev.edict.command.idempotency;

import java.time.Duration;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.stereotype.Component;

/** Deletes stored responses after their retention, even without new requests. */
@Component
final class IdempotencyRetention implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(IdempotencyRetention.class);

    private static final int AFTER_LISTENER = 16;
    private static final Duration EVERY = Duration.ofMinutes(10);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(2);

    private final Receipts receipts;
    private final ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
    private volatile boolean running;

    IdempotencyRetention(@Qualifier("backgroundPool") DataSource backgroundPool) {
        this.receipts = new Receipts(backgroundPool);
        scheduler.setThreadNamePrefix("receipt-pruning-");
        scheduler.setDaemon(true);
        scheduler.setAwaitTerminationMillis(STOP_WITHIN.toMillis());
    }

    @Override
    public synchronized void start() {
        if (!running) {
            running = true;
            scheduler.initialize();
            var unused = scheduler.scheduleWithFixedDelay(this::prune, EVERY);
        }
    }

    private void prune() {
        try {
            LOG.debug("deleted {} stored responses", receipts.prune());
        } catch (RuntimeException e) {
            LOG.warn("Stored responses could not be deleted; next attempt in {}: {}", EVERY, e.getMessage());
        }
    }

    @Override
    public synchronized void stop() {
        running = false;
        scheduler.shutdown();
    }

    @Override
    public boolean isAutoStartup() {
        return false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return AFTER_LISTENER;
    }
}
