package dev.edict.command.api.partition;

import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Records what the decisions of a zone in a month were; a second record changes nothing.
 *
 * @param month in UTC, as {@code 2026-05}
 * @param digest as in {@link DecisionPartitionSealed}
 */
public record SealDecisionPartition(
        @TargetAggregateIdentifier String partitionId,
        String zoneId,
        String month,
        long decisions,
        long allowed,
        long denied,
        long others,
        Instant firstAt,
        Instant lastAt,
        String digest) {

    public SealDecisionPartition(
            String zoneId,
            String month,
            long decisions,
            long allowed,
            long denied,
            long others,
            Instant firstAt,
            Instant lastAt,
            String digest) {
        this(
                DecisionPartitionRecords.idOf(zoneId, month),
                zoneId,
                month,
                decisions,
                allowed,
                denied,
                others,
                firstAt,
                lastAt,
                digest);
    }
}
