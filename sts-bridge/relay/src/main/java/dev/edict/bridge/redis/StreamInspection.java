package dev.edict.bridge.redis;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks Redis for the state of a stream with a few commands whose answers do not grow with its length. */
public final class StreamInspection {

    /** More groups than that are not looked at. */
    public static final int MOST_GROUPS = 100;

    private static final String UNANSWERED = "Redis does not serve";

    private final String stream;

    public StreamInspection(String stream) {
        this.stream = stream;
    }

    /**
     * Asks for everything that the user of Redis may see.
     *
     * @param lastSent the entry to look for; null for none
     * @throws StreamFailure if Redis does not answer, or is a replica
     */
    public StreamFacts inspect(RedisLink link, @Nullable EntryId lastSent) {
        var forbidden = new ArrayList<String>();
        var server = noted("INFO", ServerIdentity.of(link), forbidden);
        var type = noted("TYPE", link.askIfPermitted(UNANSWERED, commands -> commands.type(stream)), forbidden);
        if (type.filter(found -> !found.equals(StreamFacts.STREAM)).isPresent()) {
            return new StreamFacts(
                    server, type, Optional.empty(), Optional.empty(), Optional.empty(), List.copyOf(forbidden));
        }
        // Before the length: an entry added in between must not look like one that a group missed.
        var groups = noted("XINFO GROUPS", groups(link), forbidden).map(StreamInspection::groups);
        // Before what was deleted: an entry that a reader deletes in between must not look like one that Redis lost.
        var hasLastSent =
                lastSent == null ? Optional.<Boolean>empty() : noted("XRANGE", hasEntry(link, lastSent), forbidden);
        var entries = noted("XINFO STREAM", info(link), forbidden).map(StreamInspection::entries);
        return new StreamFacts(server, type, entries, groups, hasLastSent, List.copyOf(forbidden));
    }

    private Optional<List<Object>> info(RedisLink link) {
        return link.askIfPermitted(UNANSWERED, commands -> commands.xinfoStream(stream));
    }

    private Optional<List<Object>> groups(RedisLink link) {
        return link.askIfPermitted(UNANSWERED, commands -> commands.xinfoGroups(stream));
    }

    private Optional<Boolean> hasEntry(RedisLink link, EntryId id) {
        return link.askIfPermitted(
                        UNANSWERED,
                        commands -> commands.xrange(stream, Range.create(id.toString(), id.toString()), Limit.from(1)))
                .map(found -> !found.isEmpty());
    }

    private static <T> Optional<T> noted(String command, Optional<T> answer, List<String> forbidden) {
        if (answer.isEmpty()) {
            forbidden.add(command);
        }
        return answer;
    }

    private static StreamFacts.Entries entries(List<Object> answer) {
        var members = members(answer);
        return new StreamFacts.Entries(
                number(members, "length"),
                id(members, "last-generated-id"),
                members.get("first-entry") instanceof List<?> first && !first.isEmpty()
                        ? EntryId.parse(String.valueOf(first.get(0)))
                        : null,
                members.containsKey("max-deleted-entry-id") ? id(members, "max-deleted-entry-id") : null);
    }

    static List<StreamFacts.Group> groups(List<Object> answer) {
        return answer.stream()
                .limit(MOST_GROUPS)
                .filter(List.class::isInstance)
                .map(group -> members((List<?>) group))
                .map(group -> new StreamFacts.Group(
                        String.valueOf(group.get("name")),
                        id(group, "last-delivered-id"),
                        group.get("lag") instanceof Long lag ? lag : null))
                .toList();
    }

    /** Alternating names and values. */
    private static Map<String, Object> members(List<?> answer) {
        var members = new HashMap<String, Object>();
        for (var at = 0; at + 1 < answer.size(); at += 2) {
            var value = answer.get(at + 1);
            if (value != null) {
                members.put(String.valueOf(answer.get(at)), value);
            }
        }
        return members;
    }

    private static long number(Map<String, Object> members, String name) {
        return members.get(name) instanceof Long number ? number : 0;
    }

    private static EntryId id(Map<String, Object> members, String name) {
        return EntryId.parse(String.valueOf(members.getOrDefault(name, "0-0")));
    }
}
