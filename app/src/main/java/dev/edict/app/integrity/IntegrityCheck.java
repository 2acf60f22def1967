package dev.edict.app.integrity;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.stereotype.Component;

/**
 * Compares stored data with its hashes and indices, periodically and at a bounded rate. It only reads and holds no
 * lock, so that any number of nodes can run it concurrently.
 */
@Component("integrity")
class IntegrityCheck implements SmartLifecycle, HealthIndicator {

    private static final Logger LOG = LoggerFactory.getLogger(IntegrityCheck.class);

    private static final String CODE = "content_corrupted";
    private static final int LAST = 30;
    private static final Duration TICK = Duration.ofSeconds(1);

    private final JdbcClient database;
    private final IntegrityProperties properties;
    private final Counter passes;
    private final ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
    private volatile boolean running;

    /** The previous pass, which has the faults of rows that the current pass has not reached yet. */
    private IntegrityPass before = new IntegrityPass();

    private IntegrityPass current = new IntegrityPass();
    private long endedAt;
    private boolean interrupted;

    /** The faults of both passes; volatile, so that readers do not wait for a batch. */
    private volatile List<String> faults = List.of();

    IntegrityCheck(
            @Qualifier("backgroundPool") DataSource backgroundPool,
            IntegrityProperties properties,
            MeterRegistry metrics) {
        this.database = JdbcClient.create(backgroundPool);
        this.properties = properties;
        this.passes = Counter.builder("edict.integrity.passes")
                .description("Completed comparisons of all stored data with its hashes and indices")
                .register(metrics);
        Gauge.builder("edict.integrity.faults", this, check -> check.faults.size())
                .description("Stored texts that do not match their hash, and gaps in the log")
                .register(metrics);
    }

    @Override
    public void start() {
        running = true;
        scheduler.setThreadNamePrefix("integrity-check-");
        scheduler.setDaemon(true);
        scheduler.setWaitForTasksToCompleteOnShutdown(true);
        scheduler.initialize();
        var unused = scheduler.scheduleWithFixedDelay(
                this::advanceIfDue, Instant.now().plus(TICK), TICK);
    }

    private void advanceIfDue() {
        if (!isOver() || System.nanoTime() - endedAt > properties.interval().toNanos()) {
            advance();
        }
    }

    /** Reads a batch; returns whether this pass has more to read. */
    synchronized boolean advance() {
        try {
            if (isOver()) {
                before = current;
                current = new IntegrityPass();
            }
            current.advance(database, properties.rowsPerSecond());
            interrupted = false;
            if (isOver()) {
                end();
            }
            tell(Stream.of(before, current)
                    .flatMap(IntegrityPass::faults)
                    .distinct()
                    .toList());
        } catch (RuntimeException e) {
            if (!interrupted) {
                LOG.warn("The integrity check was interrupted and continues later: {}", e.getMessage());
            }
            interrupted = true;
        }
        return !isOver();
    }

    private synchronized boolean isOver() {
        return current.isOver();
    }

    private void end() {
        before = new IntegrityPass();
        endedAt = System.nanoTime();
        passes.increment();
    }

    private void tell(List<String> found) {
        found.stream().filter(fault -> !faults.contains(fault)).forEach(fault -> LOG.error("{}: {}", CODE, fault));
        if (found.isEmpty() && !faults.isEmpty()) {
            LOG.info("All stored data matches its hashes and indices again");
        }
        faults = found;
    }

    /** Degraded: commands and reads of sound data continue, and others get an error code of their own. */
    @Override
    public Health health() {
        var found = faults;
        return found.isEmpty()
                ? Health.up().build()
                : Health.down()
                        .withDetail("error", CODE)
                        .withDetail("faults", found.size())
                        .withDetail("first", found.get(0))
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
        return LAST;
    }
}
