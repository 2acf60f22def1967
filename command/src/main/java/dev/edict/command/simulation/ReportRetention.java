package dev.edict.command.simulation;

import dev.edict.command.background.Loop;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Deletes full reports of simulations after their retention, a few at a time; any node does it. */
@Component
class ReportRetention implements SmartLifecycle {

    static final int BATCH = 50;

    private static final int AFTER_LISTENER = 16;
    private static final Duration EVERY = Duration.ofMinutes(10);
    private static final Duration BETWEEN_BATCHES = Duration.ofSeconds(1);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(2);

    private final JdbcClient reports;
    private final Duration retention;
    private final Loop loop = new Loop("simulation-report-pruning", () -> prune() < BATCH ? EVERY : BETWEEN_BATCHES);

    ReportRetention(@Qualifier("backgroundPool") DataSource backgroundPool, SimulationProperties properties) {
        this.reports = JdbcClient.create(backgroundPool);
        this.retention = properties.reportRetention();
    }

    /** Deletes the oldest of those that are due; two nodes delete different ones. Returns how many. */
    int prune() {
        return reports.sql(
                        """
                delete from command.simulation_report where simulation_id in (
                    select simulation_id from command.simulation_report
                    where created_at < now() - make_interval(secs => :seconds)
                    order by created_at limit :batch for update skip locked)
                """)
                .param("seconds", retention.toSeconds())
                .param("batch", BATCH)
                .update();
    }

    @Override
    public void start() {
        loop.start();
    }

    @Override
    public void stop() {
        loop.end();
        loop.join(STOP_WITHIN);
    }

    @Override
    public boolean isAutoStartup() {
        return false;
    }

    @Override
    public boolean isRunning() {
        return loop.isRunning();
    }

    @Override
    public int getPhase() {
        return AFTER_LISTENER;
    }
}
