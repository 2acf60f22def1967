package dev.edict.bridge.resync;

import dev.edict.bridge.redis.EntryId;
import dev.edict.bridge.redis.StreamFacts;
import dev.edict.bridge.redis.StreamFacts.Entries;
import dev.edict.bridge.redis.StreamFacts.Group;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Compares what Redis holds with what was sent to it. Another server alone is no loss: a Redis that was restarted with
 * its data, or a replica that was promoted with all of it, has the last entry and therefore everything before it.
 */
public final class LossDetection {

    private final long maxLength;

    /**
     * Detects losses of a stream that the relay itself trims.
     *
     * @param maxLength minimum number of entries that this leaves
     */
    public LossDetection(long maxLength) {
        this.maxLength = maxLength;
    }

    /**
     * The reasons to publish everything again.
     *
     * @param position read before the facts, so that everything in it had reached Redis by then
     * @return empty if nothing was lost, as far as Redis tells
     */
    public Set<LossReason> losses(StreamPosition position, StreamFacts facts) {
        var losses = EnumSet.noneOf(LossReason.class);
        addTo(losses, LossReason.KEY_MISSING, facts.isKeyMissing() && position.last() != null);
        addTo(losses, LossReason.KEY_OF_ANOTHER_TYPE, isAnotherType(facts) && position.sent() > 0);
        addTo(
                losses,
                LossReason.GROUP_MISSING,
                !position.isRestoringGroups() && !missingGroups(position, facts).isEmpty());
        addTo(losses, LossReason.GROUP_TRIMMED, !trimmedGroups(position, facts).isEmpty());
        facts.entries().ifPresent(entries -> addLostEntries(losses, position, facts, entries));
        if (!losses.isEmpty() || cannotBeCompared(position, facts)) {
            addTo(losses, LossReason.SERVER_REPLACED, isReplaced(position, facts));
            addTo(losses, LossReason.FAILED_OVER, isFailedOver(position, facts));
        }
        return losses;
    }

    /** The seen groups that Redis does not have, if it tells which it has. */
    public static Set<String> missingGroups(StreamPosition position, StreamFacts facts) {
        if (facts.isKeyMissing()) {
            return position.groups().keySet();
        }
        var present = facts.groups()
                .map(groups -> groups.stream().map(Group::name).collect(Collectors.toSet()))
                .orElse(position.groups().keySet());
        return position.groups().keySet().stream()
                .filter(Predicate.not(present::contains))
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * The groups whose unread entries are gone. A group counts once: what it missed is in the entries of the resync
     * that followed, until it reads on, or these are trimmed as well.
     */
    public static List<Group> trimmedGroups(StreamPosition position, StreamFacts facts) {
        var entries = facts.entries().orElse(null);
        if (entries == null) {
            return List.of();
        }
        return facts.groups().orElse(List.of()).stream()
                .filter(group -> isTrimmed(position, entries, group))
                .filter(group -> !isAnswered(position, entries, group))
                .toList();
    }

    /**
     * The lag counts trimmed entries for ever, so it says something only of a group that stands before the oldest; and
     * for a group that has not read anything it leaves them out.
     */
    private static boolean isTrimmed(StreamPosition position, Entries entries, Group group) {
        var oldest = entries.first() == null ? entries.last() : entries.first();
        if (group.lastDelivered().compareTo(oldest) >= 0) {
            return false;
        }
        return (group.lag() != null && group.lag() > entries.length()) || missedTheFirst(position, entries, group);
    }

    private static boolean missedTheFirst(StreamPosition position, Entries entries, Group group) {
        var first = position.first();
        return first != null
                && group.lastDelivered().compareTo(first) < 0
                && (entries.first() == null || entries.first().compareTo(first) > 0);
    }

    private static boolean isAnswered(StreamPosition position, Entries entries, Group group) {
        var first = position.first();
        var resyncIsThere =
                first == null || entries.first() == null || entries.first().compareTo(first) <= 0;
        return resyncIsThere && group.lastDelivered().equals(position.groups().get(group.name()));
    }

    private void addLostEntries(Set<LossReason> losses, StreamPosition position, StreamFacts facts, Entries entries) {
        var last = position.last();
        if (last == null) {
            return;
        }
        addTo(losses, LossReason.STREAM_OLDER, entries.last().compareTo(last) < 0);
        var readersDelete = readersDelete(position, entries);
        var isMissing = !facts.hasLastSent().orElse(true);
        addTo(losses, LossReason.ENTRY_MISSING, isMissing && (!readersDelete || isOther(position, facts)));
        var isShorter = entries.length() < Math.min(position.sent(), maxLength);
        addTo(losses, LossReason.STREAM_SHORTER, isShorter && !readersDelete);
    }

    /** Before Redis 7 it cannot be told, and counts as yes. */
    private static boolean readersDelete(StreamPosition position, Entries entries) {
        EntryId deleted = entries.newestDeleted();
        EntryId first = position.first();
        return deleted == null || (first != null && deleted.compareTo(first) >= 0);
    }

    private static boolean isAnotherType(StreamFacts facts) {
        return facts.keyType().isPresent() && !facts.isStream() && !facts.isKeyMissing();
    }

    /** Another server is no reason by itself, unless Redis does not let us look at what it has. */
    private static boolean cannotBeCompared(StreamPosition position, StreamFacts facts) {
        return position.last() != null
                && (facts.entries().isEmpty() || facts.hasLastSent().isEmpty());
    }

    private static boolean isOther(StreamPosition position, StreamFacts facts) {
        return isReplaced(position, facts) || isFailedOver(position, facts);
    }

    private static boolean isReplaced(StreamPosition position, StreamFacts facts) {
        var before = position.server();
        return before != null
                && facts.server()
                        .filter(now -> !now.runId().equals(before.runId()))
                        .isPresent();
    }

    private static boolean isFailedOver(StreamPosition position, StreamFacts facts) {
        var before = position.server();
        return before != null
                && facts.server()
                        .filter(now -> !now.replicationId().equals(before.replicationId()))
                        .isPresent();
    }

    private static void addTo(Set<LossReason> losses, LossReason reason, boolean applies) {
        if (applies) {
            losses.add(reason);
        }
    }
}
