package dev.edict.projector;

import dev.edict.command.api.LogRead;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/**
 * Watches a streaming processor. It logs a stalled zone, restarts the processor when the database is back (Axon's own
 * backoff grows to a minute), and retries dead letters periodically.
 */
final class ProjectionWatch implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ProjectionWatch.class);

    private static final int AFTER_AXON = 12;
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration BETWEEN_RETRIES = Duration.ofSeconds(30);
    private static final int BACK_TO_WORK_EVERY = 3;
    private static final Duration LONGEST_CLAIM = Duration.ofSeconds(2);
    private static final int ONLY_SEGMENT = 0;

    private final String processor;
    private final Configuration axon;
    private final ProgressReader reader;
    private final StalledZones stalledZones;
    private final ApplicationEventPublisher publisher;
    private final ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
    private volatile boolean running;
    private volatile Progress progress = Progress.NONE;
    private long retriedAt = System.nanoTime();
    private int unmoved;

    ProjectionWatch(
            String processor,
            Configuration axon,
            ProgressReader reader,
            StalledZones stalledZones,
            ApplicationEventPublisher publisher) {
        this.processor = processor;
        this.axon = axon;
        this.reader = reader;
        this.stalledZones = stalledZones;
        this.publisher = publisher;
    }

    Progress progress() {
        return progress;
    }

    @Override
    public void start() {
        running = true;
        // Runs before commands are admitted: a processor ahead of the log would miss their events.
        look();
        scheduler.setThreadNamePrefix(processor + "-watch-");
        scheduler.setDaemon(true);
        scheduler.setWaitForTasksToCompleteOnShutdown(true);
        scheduler.initialize();
        var unused = scheduler.scheduleWithFixedDelay(this::look, Instant.now().plus(INTERVAL), INTERVAL);
    }

    private void look() {
        try {
            var before = progress;
            var now = reader.read();
            progress = now;
            publisher.publishEvent(new LogRead(processor, now.position(), now.head()));
            sayWhatChanged(before, now);
            bringBackToWork(before, now);
            retry(now);
        } catch (RuntimeException | Error e) {
            // The only thread of its kind must survive every failure.
            LOG.debug("The progress of {} cannot be read", processor, e);
        }
    }

    private void sayWhatChanged(Progress before, Progress now) {
        var another = !Objects.equals(now.stalledZone(), before.stalledZone());
        if (now.stalledZones() > before.stalledZones() || (now.stalledZones() > 0 && another)) {
            LOG.error(
                    "{}: stalled zones: {}, dead letters: {}; zone={}: {}",
                    processor,
                    now.stalledZones(),
                    now.deadLetters(),
                    now.stalledZone(),
                    now.cause());
        } else if (now.stalledZones() == 0 && before.stalledZones() > 0) {
            LOG.info("{}: all stalled zones have resumed", processor);
        }
    }

    /**
     * Restarts the processor if events are pending, the database answers, and the position has not moved since the last
     * check.
     */
    private void bringBackToWork(Progress before, Progress now) {
        unmoved = now.lag() > 0 && now.position() == before.position() ? unmoved + 1 : 0;
        if (unmoved > 0 && unmoved % BACK_TO_WORK_EVERY == 0) {
            axon.eventProcessingConfiguration()
                    .eventProcessor(processor, PooledStreamingEventProcessor.class)
                    .ifPresent(this::claim);
        }
    }

    private void claim(PooledStreamingEventProcessor idle) {
        try {
            var here = idle.claimSegment(ONLY_SEGMENT).get(LONGEST_CLAIM.toMillis(), TimeUnit.MILLISECONDS);
            LOG.info("{}: stalled for {} s, resumes {}", processor, unmoved, here ? "here" : "on another node");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("{}: still stalled", processor, e);
        }
    }

    private void retry(Progress now) {
        if (now.deadLetters() > 0 && System.nanoTime() - retriedAt > BETWEEN_RETRIES.toNanos()) {
            retriedAt = System.nanoTime();
            var drained = stalledZones.replay();
            LOG.info("{}: retried dead letters, {} zones resumed", processor, drained);
        }
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
        return AFTER_AXON;
    }
}
