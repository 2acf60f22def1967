package dev.edict.bridge;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears of new rows as they are committed, on a connection it keeps, and wakes the relay. */
final class OutboxListener implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(OutboxListener.class);

    private static final int QUIET_MILLIS = 1_000;
    private static final int ANSWER_SECONDS = 2;

    private final DataSource backgroundPool;
    private final Runnable wake;
    private final Backoff backoff = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(10));
    private final CountDownLatch stopping = new CountDownLatch(1);
    private int failures;

    OutboxListener(DataSource backgroundPool, Runnable wake) {
        this.backgroundPool = backgroundPool;
        this.wake = wake;
    }

    void stop() {
        stopping.countDown();
    }

    @Override
    public void run() {
        try {
            while (isRunning()) {
                listenSafely();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void listenSafely() throws InterruptedException {
        try (var connection = backgroundPool.getConnection()) {
            listen(connection);
        } catch (SQLException | RuntimeException e) {
            failures++;
            var delay = backoff.after(failures);
            log.warn(
                    "Not listening for new invalidations, they are found by polling; again in {} ms: {}",
                    delay.toMillis(),
                    Wording.ofRootCause(e));
            if (stopping.await(delay.toMillis(), TimeUnit.MILLISECONDS)) {
                log.debug("Stopped while not listening");
            }
        }
    }

    private void listen(Connection connection) throws SQLException {
        connection.setAutoCommit(true);
        try (var statement = connection.createStatement()) {
            statement.execute("listen edict_outbox");
            failures = 0;
            // Rows that were committed while nobody listened have been announced to nobody.
            wake.run();
            var postgres = connection.unwrap(PGConnection.class);
            while (isRunning()) {
                hear(postgres, connection);
            }
            // The pool hands the connection to others, who would collect announcements they never read.
            statement.execute("unlisten edict_outbox");
        }
    }

    private void hear(PGConnection postgres, Connection connection) throws SQLException {
        var announcements = postgres.getNotifications(QUIET_MILLIS);
        if (announcements != null && announcements.length > 0) {
            wake.run();
        } else if (!connection.isValid(ANSWER_SECONDS)) {
            // Waiting alone does not show that the other end is gone.
            throw new SQLException("the connection was lost");
        }
    }

    private boolean isRunning() {
        return stopping.getCount() > 0;
    }
}
