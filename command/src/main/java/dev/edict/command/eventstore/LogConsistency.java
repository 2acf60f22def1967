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
 * Checks on every node that the log ends with the event of its high-water mark, and that no reader is ahead of it. The
 * database itself rejects commands against an inconsistent mark; only this class knows the positions of the readers.
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

    /** The inconsistency found by the last check. */
    Optional<String> trouble() {
        return Optional.ofNullable(atTheEnd).or(this::readerAhead);
    }

    private Optional<String> readerAhead() {
        return readersAhead.values().stream().findFirst();
    }

    /** Rejects a command whose events would get an index that a reader has already passed. */
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
            // An unreadable log keeps the last result; other health checks report an unavailable database.
            LOG.debug("The end of the log cannot be read", e);
        }
        sayWhatChanged();
    }

    /** Two threads run checks, and one log line is enough. */
    private synchronized void sayWhatChanged() {
        var trouble = trouble().orElse(null);
        if (trouble != null && !trouble.equals(said)) {
            LOG.error("{}: {}; every change is rejected until the log is repaired", LogInconsistent.CODE, trouble);
        } else if (trouble == null && said != null) {
            LOG.info("The log is consistent again");
        }
        said = trouble;
    }

    /** Reports OUT_OF_SERVICE instead of a degraded state, because no node can accept a change. */
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
