package dev.edict.bridge.redis;

import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.SlotHash;
import java.util.List;
import java.util.Optional;

/** Finds the master of a key in the answer to {@code CLUSTER SLOTS}. */
final class SlotHolder {

    private SlotHolder() {}

    /**
     * The node that takes writes of the key; empty if no node does at the moment.
     *
     * @param asked the node that answered; a node without an address of its own is that one
     */
    static Optional<RedisURI> of(String key, List<Object> ranges, RedisURI asked) {
        var slot = SlotHash.getSlot(key);
        return ranges.stream()
                .filter(List.class::isInstance)
                .map(range -> (List<?>) range)
                .filter(range -> range.size() > 2 && number(range.get(0)) <= slot && slot <= number(range.get(1)))
                .findFirst()
                .flatMap(range -> address(range.get(2), asked));
    }

    private static Optional<RedisURI> address(Object master, RedisURI asked) {
        if (!(master instanceof List<?> parts) || parts.size() < 2) {
            return Optional.empty();
        }
        var host = parts.get(0) instanceof String named && !named.isBlank() ? named : asked.getHost();
        return Optional.of(RedisURI.builder(asked)
                .withHost(host)
                .withPort(Math.toIntExact(number(parts.get(1))))
                .build());
    }

    private static long number(Object value) {
        return value instanceof Long number ? number : -1;
    }
}
