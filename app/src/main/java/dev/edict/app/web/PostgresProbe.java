package dev.edict.app.web;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Keeps asking PostgreSQL, so that whoever asks about readiness is answered at once, however many ask and however long
 * the database takes. No answer for too long counts as none.
 */
@Component
class PostgresProbe implements SmartLifecycle {

    private static final Duration INTERVAL = Duration.ofMillis(500);
    private static final Duration STALE = Duration.ofSeconds(3);

    private final JdbcClient database;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile boolean running;
    private volatile long reachedAt = System.nanoTime() - 2 * STALE.toNanos();

    PostgresProbe(@Qualifier("backgroundPool") DataSource backgroundPool) {
        this.database = JdbcClient.create(backgroundPool);
    }

    boolean reached() {
        return System.nanoTime() - reachedAt < STALE.toNanos();
    }

    @Override
    public void start() {
        running = true;
        ask();
        var asking = new Thread(this::keepAsking, "postgres-probe");
        asking.setDaemon(true);
        asking.start();
    }

    private void keepAsking() {
        try {
            while (!stopping.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                ask();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void ask() {
        try {
            database.sql("select 1").query(Integer.class).single();
            reachedAt = System.nanoTime();
        } catch (DataAccessException e) {
            reachedAt = System.nanoTime() - 2 * STALE.toNanos();
        }
    }

    @Override
    public void stop() {
        stopping.countDown();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
