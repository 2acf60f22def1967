package dev.edict.bridge.redis;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The state of Redis and of the stream at one moment. What the user of Redis may not ask is empty.
 *
 * @param keyType type of the key: {@code stream}, {@code none} for no key, or another type
 * @param entries empty as well if there is no stream
 * @param groups the consumer groups, at most {@link StreamInspection#MOST_GROUPS}
 * @param hasLastSent whether the last entry that was sent is in the stream; empty if none was asked for
 * @param forbidden the commands that were refused, for people
 */
public record StreamFacts(
        Optional<ServerIdentity> server,
        Optional<String> keyType,
        Optional<Entries> entries,
        Optional<List<Group>> groups,
        Optional<Boolean> hasLastSent,
        List<String> forbidden) {

    public static final String STREAM = "stream";
    public static final String NO_KEY = "none";

    public boolean isStream() {
        return keyType.filter(STREAM::equals).isPresent();
    }

    public boolean isKeyMissing() {
        return keyType.filter(NO_KEY::equals).isPresent();
    }

    /**
     * What the stream holds.
     *
     * @param last the id of the newest entry there ever was
     * @param first the id of the oldest entry; null if there is none
     * @param newestDeleted the newest entry that a reader deleted by its id; null before Redis 7
     */
    public record Entries(long length, EntryId last, @Nullable EntryId first, @Nullable EntryId newestDeleted) {}

    /**
     * A consumer group.
     *
     * @param lag number of entries that it has not read, trimmed ones included; null if Redis cannot tell
     */
    public record Group(String name, EntryId lastDelivered, @Nullable Long lag) {}
}
