package dev.edict.audit.retention;

import dev.edict.command.api.partition.DecisionPartitionRecords;
import dev.edict.command.api.partition.SealDecisionPartition;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;

/** What a log would have, in memory: the first record of a zone's month counts. */
final class RecordedSeals implements DecisionPartitionRecords {

    private static final int MICROS = 1_000;

    private final Map<String, SealDecisionPartition> recorded = new ConcurrentSkipListMap<>();
    private volatile int room = Integer.MAX_VALUE;
    private volatile int sent;

    /** How many are recorded before callers need the command bus. */
    void leaveRoomFor(int seals) {
        room = seals;
    }

    /** How often a seal was sent, recorded before or not. */
    int sent() {
        return sent;
    }

    @Override
    public Set<String> sealedZones(String month) {
        return recorded.values().stream()
                .filter(seal -> seal.month().equals(month))
                .map(SealDecisionPartition::zoneId)
                .collect(Collectors.toSet());
    }

    @Override
    public synchronized boolean record(SealDecisionPartition seal) {
        if (room == 0) {
            return false;
        }
        room--;
        sent++;
        recorded.putIfAbsent(seal.partitionId(), seal);
        return true;
    }

    /** Zone, counts, first, last and digest of each zone. */
    List<String> of(String month) {
        return recorded.values().stream()
                .filter(seal -> seal.month().equals(month))
                .map(seal -> "%s %d %d %d %d %s %s %s"
                        .formatted(
                                seal.zoneId(),
                                seal.decisions(),
                                seal.allowed(),
                                seal.denied(),
                                seal.others(),
                                seconds(seal.firstAt()),
                                seconds(seal.lastAt()),
                                seal.digest()))
                .toList();
    }

    private static String seconds(Instant at) {
        return "%d.%06d".formatted(at.getEpochSecond(), at.getNano() / MICROS);
    }
}
