package dev.edict.replica;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The zones of a replica: those of its settings, or every one that the control plane tells of, up to a maximum. */
final class ZoneRegistry {

    private static final Logger log = LoggerFactory.getLogger(ZoneRegistry.class);

    private final Map<String, Zone> zones = new ConcurrentHashMap<>();
    private final Set<String> wanted;
    private final int most;
    private final AtomicBoolean full = new AtomicBoolean();

    /** @param wanted empty for every zone */
    ZoneRegistry(Set<String> wanted, int most) {
        this.wanted = wanted;
        this.most = most;
        wanted.forEach(id -> zones.put(id, new Zone(id)));
    }

    @Nullable
    Zone get(String id) {
        return zones.get(id);
    }

    /** The zone, which is added if it is wanted and there is room; null if not. */
    @Nullable
    Zone found(String id) {
        var known = zones.get(id);
        if (known != null || !wanted.isEmpty()) {
            return known;
        }
        if (zones.size() >= most) {
            if (full.compareAndSet(false, true)) {
                log.warn("Zone {} and further ones are not loaded: the replica has its maximum of {}", id, most);
            }
            return null;
        }
        return zones.computeIfAbsent(id, Zone::new);
    }

    Collection<Zone> all() {
        return zones.values();
    }

    boolean takesEveryZone() {
        return wanted.isEmpty();
    }

    void clear() {
        zones.clear();
    }
}
