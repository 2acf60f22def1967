package dev.edict.projector.replay;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A replay of the log into tables beside the live ones.
 *
 * @param upTo index of the last event that is replayed
 * @param position index of the last event replayed so far
 * @param state {@code running}, {@code interrupted} (its node has died; it can be resumed), {@code cancelled}, {@code
 *     failed}, {@code equal} or {@code different} (compared with the live tables), or {@code completed} (an earlier
 *     instant, whose tables have no live counterpart)
 * @param eventsPerSecond since it began or was resumed; null before the first batch
 * @param secondsLeft null unless it is running
 * @param tables null before it has ended
 * @param error a code if it failed, and {@code problem} in words
 */
record Replay(
        String id,
        long upTo,
        long position,
        String state,
        @Nullable Long eventsPerSecond,
        @Nullable Long secondsLeft,
        @Nullable List<ReplayedTable> tables,
        @Nullable String error,
        @Nullable String problem,
        String requestedBy,
        Instant startedAt,
        @Nullable Instant endedAt) {}
