package dev.edict.projector.replay;

import static dev.edict.command.api.Rejection.Reason.REPLAY_OVER_BUDGET;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Keeps the tables of a replay within their room: before it begins, by those of the live views, and while they fill. */
final class DiskBudget {

    private static final int BATCHES_BETWEEN_LOOKS = 20;

    private static final String SIZE =
            """
            select coalesce(sum(pg_total_relation_size(oid)), 0) from pg_class
            where relnamespace = to_regnamespace(:schema) and relkind = 'r'
            """;

    private final long bytes;
    private int batches;

    DiskBudget(long bytes) {
        this.bytes = bytes;
    }

    /** @throws dev.edict.command.api.Rejection if a part of the log as long as this will not fit */
    void requireRoom(long upTo, long head, JdbcClient sql) {
        var live = size("views", sql);
        var needed = head == 0 ? live : (long) (live * ((double) upTo / head));
        if (needed > bytes) {
            throw REPLAY_OVER_BUDGET.because(
                    "the tables of this replay will take about %,d MB, and may take %,d MB: raise EDICT_REPLAY_DISK_BUDGET",
                    needed >> 20, bytes >> 20);
        }
    }

    /** @throws dev.edict.command.api.Rejection if the tables have outgrown it */
    void check(JdbcClient sql) {
        if (batches++ % BATCHES_BETWEEN_LOOKS == 0) {
            var now = size("views_next", sql);
            if (now > bytes) {
                throw REPLAY_OVER_BUDGET.because(
                        "the tables take %,d MB, and may take %,d MB: raise EDICT_REPLAY_DISK_BUDGET",
                        now >> 20, bytes >> 20);
            }
        }
    }

    private static long size(String schema, JdbcClient sql) {
        return sql.sql(SIZE).param("schema", schema).query(Long.class).single();
    }
}
