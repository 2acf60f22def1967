package dev.edict.audit.retention;

import dev.edict.audit.retention.MonthTable.State;
import dev.edict.command.api.partition.DecisionPartitionRecords;
import dev.edict.command.api.retention.DecisionRetention;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Makes months ahead, and drops those after their retention: closed, sealed, detached, dropped, and their ids removed.
 * A round goes on with what an earlier one, of any node, left unfinished.
 */
@Component
class RetentionRound {

    private static final Logger log = LoggerFactory.getLogger(RetentionRound.class);

    private final RetentionSession session;
    private final DecisionRetention retention;
    private final DecisionPartitionRecords records;

    RetentionRound(RetentionSession session, DecisionRetention retention, DecisionPartitionRecords records) {
        this.session = session;
        this.retention = retention;
        this.records = records;
    }

    /**
     * Does what has to be done by now, unless another node is at it.
     *
     * @throws org.springframework.dao.DataAccessException if the database is away or busy
     * @throws CancellationException if the thread is interrupted
     */
    void run() {
        var days = retention.days();
        var worked = session.tryRun(connection -> {
            var now = JdbcClient.create(connection)
                    .sql("select clock_timestamp()")
                    .query(OffsetDateTime.class)
                    .single()
                    .toInstant();
            run(connection, now, now.minus(Duration.ofDays(days)));
        });
        log.debug("{} on months of events", worked ? "Worked" : "Another node works");
    }

    void run(DataSource connection, Instant now, Instant cutoff) {
        var tables = new MonthTables(connection);
        var drops = new MonthDrops(connection);
        var keptFrom = month(cutoff);
        tables.makeAhead(month(now));
        new DeadLetterPruning(connection).prune(cutoff);
        drops.close(keptFrom);
        tables.list().stream().filter(isDue(keptFrom)).forEach(drops::begin);
        // An earlier round may have left ids, and what follows may have to wait for a reader.
        removeIds(tables, drops, new EventIds(connection));
        dropTables(tables, drops, new MonthSeal(new MonthContents(connection), records), keptFrom);
        removeIds(tables, drops, new EventIds(connection));
    }

    private static Predicate<MonthTable> isDue(YearMonth keptFrom) {
        return table -> table.state() == State.ATTACHED && table.month().isBefore(keptFrom);
    }

    private static void dropTables(MonthTables tables, MonthDrops drops, MonthSeal seal, YearMonth keptFrom) {
        var begun = drops.unfinished();
        for (var table : tables.list()) {
            // One that is only sealed stays if the retention was extended since.
            var isBegun = begun.contains(table.month()) && table.state() != State.ATTACHED;
            if (!isBegun && !isDue(keptFrom).test(table)) {
                continue;
            }
            if (table.state() == State.ATTACHED) {
                tables.stopVacuuming(table);
            }
            if (!seal.seal(table)) {
                return;
            }
            var start = System.nanoTime();
            tables.detach(table);
            tables.drop(table);
            var took = Duration.ofNanos(System.nanoTime() - start);
            drops.took(table, took);
            log.info("Dropped the decisions of {} after their retention, in {} ms", table.month(), took.toMillis());
        }
    }

    private static void removeIds(MonthTables tables, MonthDrops drops, EventIds ids) {
        var dropped = drops.dropped(tables.list());
        if (!dropped.isEmpty()) {
            ids.remove(dropped);
            drops.finish(dropped);
        }
    }

    private static YearMonth month(Instant instant) {
        return YearMonth.from(instant.atOffset(ZoneOffset.UTC));
    }
}
