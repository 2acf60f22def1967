package dev.edict.bridge;

import dev.edict.bridge.resync.Resyncs;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Deletes rows after their retention. The newest row of each version is kept for ever, because the status of an
 * activation is read from it.
 */
final class OutboxPruning {

    private static final Logger log = LoggerFactory.getLogger(OutboxPruning.class);
    private static final int BATCH = 1_000;

    private final JdbcClient bridge;
    private final Duration retention;
    private final Resyncs resyncs;
    private final Counter pruned;

    OutboxPruning(DataSource backgroundPool, Resyncs resyncs, Duration retention, MeterRegistry meters) {
        this.bridge = JdbcClient.create(backgroundPool);
        this.resyncs = resyncs;
        this.retention = retention;
        this.pruned = Counter.builder("edict.outbox.pruned")
                .description("Sent invalidations that were deleted after their retention")
                .register(meters);
    }

    void prune() {
        int rows;
        do {
            rows = pruneBatch();
            pruned.increment(rows);
            log.debug("{} sent invalidations deleted", rows);
        } while (rows == BATCH && !Thread.currentThread().isInterrupted());
        log.debug("{} dispatches of resyncs deleted", resyncs.prune(retention));
    }

    /** Uses small statements, which skip rows that another node is deleting. */
    private int pruneBatch() {
        return bridge.sql(
                        """
                        delete from bridge.outbox
                        where id in (
                            select old.id
                            from bridge.outbox old
                            where old.sent_at < clock_timestamp() - :retention * interval '1 millisecond'
                              and exists (
                                  select 1
                                  from bridge.outbox newer
                                  where newer.zone_id = old.zone_id
                                    and newer.policy_set_id = old.policy_set_id
                                    and newer.policy_set_version_id is not distinct from old.policy_set_version_id
                                    and newer.activation_seq > old.activation_seq)
                            order by old.sent_at
                            limit :batch
                            for update of old skip locked)
                        """)
                .param("retention", retention.toMillis())
                .param("batch", BATCH)
                .update();
    }
}
