package dev.edict.command.eventstore;

import dev.edict.command.api.LogRead;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/**
 * Watches on every node that the log ends with the event its high-water mark names, and that no reader is ahead of it.
 * A command is refused by the mark itself, under the lock; the readers' positions are known here only.
 */
public class LogConsistency implements SmartLifecycle, HealthIndicator {

    private static final Logger LOG = LoggerFactory.getLogger(LogConsistency.class);

    private static final int BEFORE_READERS = 11;
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final JdbcClient log;
    private final Map<String, String> readersAhead = new ConcurrentHashMap<>();
    private final ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
    private volatile boolean running;
    private volatile @Nullable String atTheEnd;
    private @Nullable String said;

    LogConsistency(DataSource backgroundPool) {
        this.log = JdbcClient.create(backgroundPool);
    }

    /** What is wrong, as of the last look. */
    Optional<String> trouble() {
        return Optional.ofNullable(atTheEnd).or(this::readerAhead);
    }

    private Optional<String> readerAhead() {
        return readersAhead.values().stream().findFirst();
    }

    /** Refuses a command that would be given an index which a reader has left behind. */
    public void requireNoReaderAhead() {
        readerAhead().ifPresent(trouble -> {
            throw new LogInconsistent(trouble);
        });
    }

    @EventListener
    void on(LogRead read) {
        if (read.isAheadOfTheLog()) {
            readersAhead.put(
                    read.reader(),
                    "events %d to %d are missing from the end of the log: %s has handled them"
                            .formatted(read.head() + 1, read.position(), read.reader()));
        } else {
            readersAhead.remove(read.reader());
        }
        sayWhatChanged();
    }

    @Override
    public void start() {
        running = true;
        look();
        scheduler.setThreadNamePrefix("log-consistency-");
        scheduler.setDaemon(true);
        scheduler.setWaitForTasksToCompleteOnShutdown(true);
        scheduler.initialize();
        var unused = scheduler.scheduleWithFixedDelay(this::look, Instant.now().plus(INTERVAL), INTERVAL);
    }

    private void look() {
        try {
            atTheEnd = log.sql("select events.inconsistency()")
                    .query(String.class)
                    .optional()
                    .orElse(null);
        } catch (RuntimeException e) {
            // What is not known has not changed; that the database is away is said elsewhere.
            LOG.debug("The end of the log cannot be read", e);
        }
        sayWhatChanged();
    }

    /** Two threads look, and one line is enough. */
    private synchronized void sayWhatChanged() {
        var trouble = trouble().orElse(null);
        if (trouble != null && !trouble.equals(said)) {
            LOG.error("{}: {}; no change is accepted until it is mended", LogInconsistent.CODE, trouble);
        } else if (trouble == null && said != null) {
            LOG.info("The log is consistent again");
        }
        said = trouble;
    }

    /** Out of service, not degraded: this node can accept no change, and no other can. */
    @Override
    public Health health() {
        return trouble()
                .map(trouble -> Health.outOfService()
                        .withDetail("error", LogInconsistent.CODE)
                        .withDetail("reason", trouble))
                .orElseGet(Health::up)
                .build();
    }

    @Override
    public void stop() {
        running = false;
        scheduler.shutdown();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public boolean isAutoStartup() {
        return false;
    }

    @Override
    public int getPhase() {
        return BEFORE_READERS;
    }
}
