package dev.edict.app;

import dev.edict.app.servers.DatabaseRequirements;
import dev.edict.app.web.health.Started;
import dev.edict.command.api.DatabaseFailure;
import dev.edict.embedded.StartRefused;
import java.util.Comparator;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.stereotype.Component;

/**
 * Migrates the schemas, then starts every {@link SmartLifecycle} without auto-startup in order of phase. While
 * PostgreSQL is unreachable, it retries in the background and the web server already responds.
 */
@Component
class Startup implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Startup.class);

    private static final int BEFORE_EVERYTHING = 0;
    private static final long PAUSE_MILLIS = 500;

    private final Runnable migrations;
    private final ListableBeanFactory beans;
    private final ApplicationEventPublisher publisher;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile boolean running;
    private @Nullable String lastRefusal;
    private DatabaseFailure trouble = DatabaseFailure.NONE;

    @Autowired
    Startup(
            DatabaseRequirements requirements,
            Migrations migrations,
            ListableBeanFactory beans,
            ApplicationEventPublisher publisher) {
        this(
                () -> {
                    requirements.verify();
                    migrations.run();
                },
                beans,
                publisher);
    }

    Startup(Runnable migrations, ListableBeanFactory beans, ApplicationEventPublisher publisher) {
        this.migrations = migrations;
        this.beans = beans;
        this.publisher = publisher;
    }

    @Override
    public void start() {
        running = true;
        try {
            bringUp();
        } catch (RuntimeException e) {
            if (!isWaitedFor(DatabaseFailure.of(e))) {
                throw e;
            }
            sayWhyItWaits(e);
            var waiting = new Thread(this::keepTrying, "startup");
            waiting.setDaemon(true);
            waiting.start();
        }
    }

    private void keepTrying() {
        try {
            while (!closing.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS) && !cameUp()) {
                LOG.debug("Still waiting for PostgreSQL");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean cameUp() {
        try {
            bringUp();
            return true;
        } catch (RuntimeException e) {
            sayWhyItWaits(e);
            return false;
        }
    }

    /** Logs each kind of database failure once, and any other failure on every attempt. */
    private void sayWhyItWaits(RuntimeException failure) {
        var found = DatabaseFailure.of(failure);
        if (failure instanceof StartRefused) {
            sayOnce(String.valueOf(failure.getMessage()));
        } else if (!found.mayPass()) {
            LOG.error("Startup failed, retrying", failure);
        } else if (found != trouble) {
            LOG.warn("Waiting for PostgreSQL: {}", said(failure));
        }
        trouble = found;
    }

    /** The driver's message; wrapping exceptions omit it or add noise. */
    private static String said(RuntimeException failure) {
        var innermost = String.valueOf(
                NestedExceptionUtils.getMostSpecificCause(failure).getMessage());
        return innermost.lines().findFirst().orElse("");
    }

    private void sayOnce(String refusal) {
        if (!refusal.equals(lastRefusal)) {
            LOG.error("Startup failed, retrying: {}", refusal);
        }
        lastRefusal = refusal;
    }

    /** Whether startup retries in the background; a rejected login on the first attempt ends the process. */
    private static boolean isWaitedFor(DatabaseFailure found) {
        return found.mayPass() && found != DatabaseFailure.LOGIN_REJECTED;
    }

    private void bringUp() {
        migrations.run();
        startTheRest();
    }

    /** Starts nothing while the application context closes, so that no stopped component starts again. */
    private synchronized void startTheRest() {
        if (closing.getCount() > 0) {
            beans.getBeansOfType(SmartLifecycle.class).values().stream()
                    .filter(part -> !part.isAutoStartup() && !part.isRunning())
                    .sorted(Comparator.comparingInt(SmartLifecycle::getPhase))
                    .forEach(SmartLifecycle::start);
            publisher.publishEvent(new Started());
        }
    }

    /** Runs before Spring stops any component. */
    @EventListener(ContextClosedEvent.class)
    void onClosing() {
        closing.countDown();
        synchronized (this) {
            running = false;
        }
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return BEFORE_EVERYTHING;
    }
}
