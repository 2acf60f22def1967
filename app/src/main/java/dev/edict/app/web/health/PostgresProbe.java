package dev.edict.app.web.health;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.stereotype.Component;

/**
 * Polls whether PostgreSQL accepts writes, so that readiness requests get a response at once, for any number of
 * requests and any delay of the database. A missing result counts as unreachable after three seconds.
 */
@Component
class PostgresProbe implements RequiredDependency, SmartLifecycle {

    private static final Duration INTERVAL = Duration.ofMillis(500);
    private static final Duration STALE = Duration.ofSeconds(3);

    private static final String NAME = "postgres";

    private enum State {
        WRITABLE,
        READ_ONLY,
        UNREACHABLE
    }

    private final DataSource backgroundPool;
    private final JdbcClient database;
    private final ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
    private volatile boolean running;
    private volatile Answer last = new Answer(State.UNREACHABLE, System.nanoTime());

    PostgresProbe(@Qualifier("backgroundPool") DataSource backgroundPool) {
        this.backgroundPool = backgroundPool;
        this.database = JdbcClient.create(backgroundPool);
    }

    @Override
    public Optional<Missing> missing() {
        var answer = last;
        var state = System.nanoTime() - answer.at() < STALE.toNanos() ? answer.state() : State.UNREACHABLE;
        return switch (state) {
            case WRITABLE -> Optional.empty();
            case READ_ONLY -> Optional.of(new Missing("postgres_read_only", NAME));
            case UNREACHABLE -> Optional.of(new Missing("postgres_unreachable", NAME));
        };
    }

    @Override
    public void start() {
        running = true;
        ask();
        scheduler.setThreadNamePrefix("postgres-probe-");
        scheduler.setDaemon(true);
        scheduler.setWaitForTasksToCompleteOnShutdown(true);
        scheduler.initialize();
        var unused = scheduler.scheduleWithFixedDelay(this::ask, Instant.now().plus(INTERVAL), INTERVAL);
    }

    private void ask() {
        try {
            var state = isReadOnly() ? State.READ_ONLY : State.WRITABLE;
            last = new Answer(state, System.nanoTime());
            if (state == State.READ_ONLY) {
                openNewConnections();
            }
        } catch (RuntimeException | SQLException e) {
            last = new Answer(State.UNREACHABLE, System.nanoTime());
        }
    }

    /** The next query can then reach the current primary. */
    private void openNewConnections() throws SQLException {
        backgroundPool.unwrap(HikariDataSource.class).getHikariPoolMXBean().softEvictConnections();
    }

    /** Also true on a standby. A trial write would be logged as an error of the server twice a second. */
    private boolean isReadOnly() {
        return database.sql("select current_setting('transaction_read_only')::boolean")
                .query(Boolean.class)
                .single();
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

    /** The state of PostgreSQL, and when it was determined. */
    private record Answer(State state, long at) {}
}
