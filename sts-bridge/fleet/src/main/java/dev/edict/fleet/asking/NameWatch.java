package dev.edict.fleet.asking;

import dev.edict.command.background.Loop;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks up all addresses of a name, on a thread of its own because a look-up has no bound. An address is kept for a
 * minute after it was found last: a name server may give only some of them at a time, or none for a moment.
 */
final class NameWatch {

    private static final Logger log = LoggerFactory.getLogger(NameWatch.class);

    private static final Duration LOOK_EVERY = Duration.ofSeconds(10);
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration KEPT = Duration.ofSeconds(60);

    private final Origin origin;
    private final AddressLookup lookup;
    private final Conversations conversations;
    private final Map<InetAddress, Long> found = new HashMap<>();
    private final Loop loop;
    private boolean looked;
    private long lookedAt;
    private boolean unknown;

    NameWatch(String kind, Origin origin, AddressLookup lookup, Conversations conversations) {
        this.origin = origin;
        this.lookup = lookup;
        this.conversations = conversations;
        this.loop = new Loop("%s-addresses-of-%s".formatted(kind, origin.host()), this::step);
    }

    Loop loop() {
        return loop;
    }

    private Duration step() {
        var since = Duration.ofNanos(System.nanoTime() - lookedAt);
        if (looked && since.compareTo(SHORTEST_PAUSE) < 0) {
            return SHORTEST_PAUSE.minus(since);
        }
        looked = true;
        lookUp();
        lookedAt = System.nanoTime();
        conversations.lead(origin, Set.copyOf(found.keySet()), loop::wake);
        return LOOK_EVERY;
    }

    private void lookUp() {
        try {
            var addresses = lookup.addressesOf(origin.host());
            var now = System.nanoTime();
            addresses.forEach(address -> found.put(address, now));
            found.values().removeIf(at -> now - at > KEPT.toNanos());
            unknown = false;
        } catch (UnknownHostException e) {
            if (!unknown) {
                log.warn("The name {} has no address; those that it had are still asked", origin.host());
            }
            unknown = true;
        }
    }
}
