package dev.edict.command.api.partition;

import java.util.Set;

/** Records in the log what decisions there were, in the background, before they are dropped. */
public interface DecisionPartitionRecords {

    /** The id of the stream of a zone's month. It contains slashes, which no zone id may contain. */
    static String idOf(String zoneId, String month) {
        return "decision-partition/%s/%s".formatted(zoneId, month);
    }

    /** Returns the zones whose part of the month is recorded. */
    Set<String> sealedZones(String month);

    /**
     * Returns false if it recorded nothing because callers need the command bus: try again later.
     *
     * @throws RuntimeException if the database failed; whether it was recorded is unknown then
     */
    boolean record(SealDecisionPartition seal);
}
