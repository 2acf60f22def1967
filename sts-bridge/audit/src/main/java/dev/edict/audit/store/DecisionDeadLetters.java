package dev.edict.audit.store;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What decision points sent and could not be stored, for a subcommand that lists and replays it. */
public interface DecisionDeadLetters {

    /** The most that are listed. */
    int MOST = 100;

    /**
     * A dead letter, without what was received.
     *
     * @param sourceId of the entry in the stream, or of the decision in a log
     * @param zoneId null if it could not be read
     * @param length of what was received, in bytes
     * @param replayable whether a replay looks at it
     */
    record Listed(
            long id,
            String source,
            String sourceId,
            String reason,
            String detail,
            @Nullable String zoneId,
            Instant receivedAt,
            int length,
            boolean replayable) {}

    /**
     * What became of a replay.
     *
     * @param scanned how many were looked at
     * @param replayed how many of them are stored now, and no dead letters any more
     * @param left how many dead letters there are now, also those that no replay looks at
     */
    record Replayed(int scanned, int replayed, long left) {}

    /**
     * The newest first.
     *
     * @param limit 1 to {@link #MOST}
     */
    List<Listed> newest(int limit);

    long count();

    /**
     * Stores again what may be stored as it is, each once.
     *
     * @param ids of those to replay; empty for all
     */
    Replayed replay(Collection<Long> ids);
}
