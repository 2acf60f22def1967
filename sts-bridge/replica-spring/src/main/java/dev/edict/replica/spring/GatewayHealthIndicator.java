package dev.edict.replica.spring;

import dev.edict.replica.Replica;
import dev.edict.replica.ZoneStatus;
import dev.edict.replica.ZoneStatus.State;
import java.util.LinkedHashMap;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether the gateway can decide: out of service while no zone has a bundle that may allow. One zone that cannot be
 * loaded does not take the others out of service.
 */
final class GatewayHealthIndicator implements HealthIndicator {

    private static final int MOST_NAMED = 20;

    private final Replica replica;

    GatewayHealthIndicator(Replica replica) {
        this.replica = replica;
    }

    @Override
    public Health health() {
        var zones = replica.statuses();
        var isUseless = zones.isEmpty()
                ? replica.counts().feedReads() == 0
                : zones.stream().noneMatch(GatewayHealthIndicator::mayAllow);
        var troubled = new LinkedHashMap<String, String>();
        zones.stream()
                .filter(zone -> zone.state() != State.LOADED)
                .limit(MOST_NAMED)
                .forEach(zone -> troubled.put(zone.zoneId(), text(zone)));
        var health = (isUseless ? Health.outOfService() : Health.up()).withDetail("zones", zones.size());
        return troubled.isEmpty()
                ? health.build()
                : health.withDetail("troubled", troubled).build();
    }

    /** A zone whose first load failed has no bundle. */
    private static boolean mayAllow(ZoneStatus zone) {
        return zone.bundle() != null && zone.state() != State.STALE;
    }

    private static String text(ZoneStatus zone) {
        return zone.error() == null ? zone.state().word() : zone.state().word() + ": " + zone.error();
    }
}
