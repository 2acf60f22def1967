package dev.edict.audit.retention;

import dev.edict.command.api.partition.DecisionPartitionRecords;
import dev.edict.command.api.partition.SealDecisionPartition;
import java.time.Duration;
import java.util.concurrent.CancellationException;

/** Records in the log what a month had, for each zone once. */
final class MonthSeal {

    private static final int TRIES = 20;
    private static final Duration BETWEEN = Duration.ofMillis(100);

    private final MonthContents contents;
    private final DecisionPartitionRecords records;

    MonthSeal(MonthContents contents, DecisionPartitionRecords records) {
        this.contents = contents;
        this.records = records;
    }

    /**
     * Seals the zones of a month that are not sealed. Returns false if callers needed the command bus before all were.
     *
     * @throws CancellationException if the thread is interrupted
     */
    boolean seal(MonthTable table) {
        var sealed = records.sealedZones(table.month().toString());
        return contents.zones(table).stream()
                .filter(zoneId -> !sealed.contains(zoneId))
                .allMatch(zoneId -> record(contents.summary(table, zoneId)));
    }

    /** The events of a large zone take long to read: they are not read again because of a moment without room. */
    private boolean record(SealDecisionPartition summary) {
        for (var tries = 1; !records.record(summary); tries++) {
            if (tries == TRIES) {
                return false;
            }
            pause();
        }
        return true;
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while callers needed the command bus");
        }
    }
}
