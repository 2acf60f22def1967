package dev.edict.bridge.redis;

import io.lettuce.core.XTrimArgs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Removes from a stream what every consumer group has acknowledged, and without any group all but the newest entries.
 *
 * <p>Redis trims whole nodes of the stream, so that some acknowledged entries stay; it never trims more than it is asked
 * to. The commands are not one transaction: a group that is created, or set back, in between finds what is left.
 */
public final class StreamTrimming {

    /** In place of a number of entries. */
    public static final long NOT_KNOWN = -1;

    /** Redis serves nobody during one command. */
    private static final long MOST_PER_COMMAND = 10_000;

    private static final int MOST_COMMANDS = 100;
    private static final String PENDING = "XPENDING";
    private static final String LENGTH = "XLEN";
    private static final String UNANSWERED = "Redis does not trim the stream";

    private final String stream;
    private final long lengthWithoutGroups;

    /** @param lengthWithoutGroups about how many entries stay while nobody acknowledges any */
    public StreamTrimming(String stream, long lengthWithoutGroups) {
        this.stream = stream;
        this.lengthWithoutGroups = lengthWithoutGroups;
    }

    /**
     * What a round found and did.
     *
     * @param entries that stay; {@link #NOT_KNOWN} if Redis does not tell
     * @param trimmed entries that were removed
     * @param slowest the group that has acknowledged least; empty without a group
     * @param forbidden the commands that the user of Redis may not send
     */
    public record Round(long entries, long trimmed, Optional<String> slowest, List<String> forbidden) {}

    private record Acknowledged(String group, EntryId below) {}

    /** Trims at most a million entries. */
    public Round trim(RedisLink link) {
        var forbidden = new ArrayList<String>();
        var type = permitted("TYPE", link.askIfPermitted(UNANSWERED, redis -> redis.type(stream)), forbidden);
        if (!type.orElse(StreamFacts.STREAM).equals(StreamFacts.STREAM)) {
            return new Round(0, 0, Optional.empty(), List.copyOf(forbidden));
        }
        var groups = permitted(
                "XINFO GROUPS", link.askIfPermitted(UNANSWERED, redis -> redis.xinfoGroups(stream)), forbidden);
        if (groups.isEmpty() || groups.get().size() > StreamInspection.MOST_GROUPS) {
            return round(link, 0, Optional.empty(), forbidden);
        }
        var slowest = slowest(link, StreamInspection.groups(groups.get()), forbidden);
        var trimmed = forbidden.contains(PENDING) ? 0 : trim(link, arguments(slowest), forbidden);
        return round(link, trimmed, slowest.map(Acknowledged::group), forbidden);
    }

    private Round round(RedisLink link, long trimmed, Optional<String> slowest, List<String> forbidden) {
        var entries = permitted(LENGTH, link.askIfPermitted(UNANSWERED, redis -> redis.xlen(stream)), forbidden);
        return new Round(entries.orElse(NOT_KNOWN), trimmed, slowest, List.copyOf(forbidden));
    }

    private XTrimArgs arguments(Optional<Acknowledged> slowest) {
        var arguments = slowest.map(
                        group -> XTrimArgs.Builder.minId(group.below().toString()))
                .orElseGet(() -> XTrimArgs.Builder.maxlen(lengthWithoutGroups));
        return arguments.approximateTrimming().limit(MOST_PER_COMMAND);
    }

    private Optional<Acknowledged> slowest(RedisLink link, List<StreamFacts.Group> groups, List<String> forbidden) {
        return groups.stream()
                .map(group -> new Acknowledged(group.name(), firstUnacknowledged(link, group, forbidden)))
                .min((one, other) -> one.below().compareTo(other.below()));
    }

    /** What is pending now was delivered before, or after the group was looked at: nothing below either is. */
    private EntryId firstUnacknowledged(RedisLink link, StreamFacts.Group group, List<String> forbidden) {
        var undelivered = group.lastDelivered().next();
        return permitted(
                        PENDING,
                        link.askIfPermitted(UNANSWERED, redis -> redis.xpending(stream, group.name())),
                        forbidden)
                .filter(pending -> pending.getCount() > 0)
                .map(pending -> EntryId.parse(
                        String.valueOf(pending.getMessageIds().getLower().getValue())))
                .filter(pending -> pending.compareTo(undelivered) < 0)
                .orElse(undelivered);
    }

    private long trim(RedisLink link, XTrimArgs arguments, List<String> forbidden) {
        long trimmed = 0;
        for (var command = 0; command < MOST_COMMANDS; command++) {
            var removed = permitted(
                    "XTRIM", link.askIfPermitted(UNANSWERED, redis -> redis.xtrim(stream, arguments)), forbidden);
            trimmed += removed.orElse(0L);
            if (removed.orElse(0L) == 0) {
                break;
            }
        }
        return trimmed;
    }

    private static <T> Optional<T> permitted(String command, Optional<T> answer, List<String> forbidden) {
        if (answer.isEmpty() && !forbidden.contains(command)) {
            forbidden.add(command);
        }
        return answer;
    }
}
