package dev.edict.command.eventstore;

import dev.edict.command.api.EventsAppended;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/** Listens on a connection of its own for appends by any node, and publishes {@link EventsAppended}. */
@Component
final class LogListener implements SmartLifecycle, Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(LogListener.class);

    private static final int AFTER_AXON = 15;
    private static final int QUIET_MILLIS = 1_000;
    private static final int ANSWER_SECONDS = 2;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(3);

    private final DataSource backgroundPool;
    private final ApplicationEventPublisher publisher;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private BackOffExecution pauses = pauses();
    private volatile @Nullable Thread thread;

    LogListener(@Qualifier("backgroundPool") DataSource backgroundPool, ApplicationEventPublisher publisher) {
        this.backgroundPool = backgroundPool;
        this.publisher = publisher;
    }

    @Override
    public void start() {
        var listening = new Thread(this, "log-listener");
        listening.setDaemon(true);
        thread = listening;
        listening.start();
    }

    @Override
    public void stop() {
        stopping.countDown();
        var listening = thread;
        thread = null;
        try {
            if (listening != null) {
                listening.join(STOP_WITHIN.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    @Override
    public boolean isAutoStartup() {
        return false;
    }

    @Override
    public int getPhase() {
        return AFTER_AXON;
    }

    @Override
    public void run() {
        try {
            while (wanted()) {
                listenSafely();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void listenSafely() throws InterruptedException {
        try (var connection = backgroundPool.getConnection()) {
            listen(connection);
        } catch (SQLException | RuntimeException | Error e) {
            // The only thread of its kind must survive every failure.
            var pause = pauses.nextBackOff();
            LOG.warn("Cannot listen for appends, polling instead; next attempt in {} ms: {}", pause, reason(e));
            if (stopping.await(pause, TimeUnit.MILLISECONDS)) {
                LOG.debug("Interrupted between two attempts to listen");
            }
        }
    }

    private void listen(Connection connection) throws SQLException {
        connection.setAutoCommit(true);
        try (var statement = connection.createStatement()) {
            statement.execute("listen edict_log");
            pauses = pauses();
            // Appends before LISTEN were not notified.
            publisher.publishEvent(new EventsAppended());
            var postgres = connection.unwrap(PGConnection.class);
            while (wanted()) {
                hear(postgres, connection);
            }
            // The pool reuses the connection for clients that would not read the notifications.
            statement.execute("unlisten edict_log");
        }
    }

    private void hear(PGConnection postgres, Connection connection) throws SQLException {
        var announcements = postgres.getNotifications(QUIET_MILLIS);
        if (announcements != null && announcements.length > 0) {
            publisher.publishEvent(new EventsAppended());
        } else if (!connection.isValid(ANSWER_SECONDS)) {
            // Waiting alone does not detect a lost connection.
            throw new SQLException("the connection is lost");
        }
    }

    private boolean wanted() {
        return stopping.getCount() > 0;
    }

    private static BackOffExecution pauses() {
        var pauses = new ExponentialBackOff(FIRST_PAUSE.toMillis(), 2);
        pauses.setMaxInterval(LONGEST_PAUSE.toMillis());
        return pauses.start();
    }

    private static String reason(Throwable e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
