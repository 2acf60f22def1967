package dev.edict.audit.retention;

import java.time.Instant;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Deletes dead letters after the retention, in small statements that skip what is being replayed. */
final class DeadLetterPruning {

    private static final int BATCH = 1_000;

    private final JdbcClient sql;

    DeadLetterPruning(DataSource session) {
        this.sql = JdbcClient.create(session);
    }

    void prune(Instant cutoff) {
        int rows;
        do {
            rows = sql.sql(
                            """
                            delete from bridge.audit_dead_letter where id in (
                                select id from bridge.audit_dead_letter where received_at < :cutoff
                                order by received_at limit :batch for update skip locked)
                            """)
                    .param("cutoff", cutoff.atOffset(ZoneOffset.UTC))
                    .param("batch", BATCH)
                    .update();
        } while (rows == BATCH && !Thread.currentThread().isInterrupted());
    }
}
