package dev.edict.bridge.resync;

import dev.edict.bridge.redis.EntryId;
import dev.edict.bridge.redis.ServerIdentity;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Redis should hold.
 *
 * @param incarnation counts what Redis lost; entries count only in the one they were sent in
 * @param server the Redis of this incarnation; null if it has not told yet
 * @param first the first entry of this incarnation; null before it
 * @param last the last entry of this incarnation; null before it
 * @param sent number of entries of this incarnation
 * @param isRestoringGroups whether a resync has yet to create the missing groups
 * @param groups the consumer groups that were seen, each with the last entry it had read when unread ones were found
 *     trimmed, or null
 */
public record StreamPosition(
        long incarnation,
        @Nullable ServerIdentity server,
        @Nullable EntryId first,
        @Nullable EntryId last,
        long sent,
        boolean isRestoringGroups,
        Map<String, @Nullable EntryId> groups) {}
