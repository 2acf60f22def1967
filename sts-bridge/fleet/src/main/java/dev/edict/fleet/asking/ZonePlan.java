package dev.edict.fleet.asking;

import dev.edict.fleet.asking.AskedZones.Zone;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The zones to ask about, as they were read last; shared by everybody who asks. */
final class ZonePlan {

    private static final Duration ALL_EVERY = Duration.ofSeconds(15);

    private final AskedZones tables;
    private volatile Map<String, Zone> zones = Map.of();
    private long allAtNanos;
    private boolean read;

    ZonePlan(AskedZones tables) {
        this.tables = tables;
    }

    Collection<Zone> zones() {
        return zones.values();
    }

    boolean hasUnsettled() {
        return zones.values().stream().anyMatch(Zone::unsettled);
    }

    /** Reads what is unsettled, and now and then all zones; returns whether there is something new to ask about. */
    boolean refresh() {
        var before = zones;
        var next = new HashMap<String, Zone>();
        if (!read || System.nanoTime() - allAtNanos >= ALL_EVERY.toNanos()) {
            tables.all().forEach(zone -> next.put(zone.zoneId(), zone));
            allAtNanos = System.nanoTime();
            read = true;
        } else {
            before.values().forEach(zone -> next.put(zone.zoneId(), zone.settled()));
            merge(tables.unsettled(), next);
        }
        zones = Map.copyOf(next);
        return next.values().stream()
                .anyMatch(zone -> !before.containsKey(zone.zoneId())
                        || before.get(zone.zoneId()).activationSeq() < zone.activationSeq());
    }

    private static void merge(List<Zone> unsettled, Map<String, Zone> zones) {
        zones.putAll(unsettled.stream()
                .map(zone -> new Zone(
                        zone.zoneId(),
                        Math.max(
                                zone.activationSeq(),
                                zones.getOrDefault(zone.zoneId(), zone).activationSeq()),
                        true,
                        zone.ageMs()))
                .collect(Collectors.toMap(Zone::zoneId, zone -> zone)));
    }
}
