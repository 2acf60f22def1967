package dev.edict.audit.opa;

import dev.edict.command.api.zone.ZoneDirectory;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the zones of a log by the names of its agent's bundles (docs/operations/opa.md). */
final class LogZones {

    /** Beyond that, names are not looked for. */
    private static final int MOST_NAMES = 64;

    private final ZoneDirectory zones;
    private final @Nullable String ownZone;
    private final Map<String, Boolean> known = new HashMap<>();

    /** @param ownZone the only one of the token; null for all */
    LogZones(ZoneDirectory zones, @Nullable String ownZone) {
        this.zones = zones;
        this.ownZone = ownZone;
    }

    /**
     * Where a decision was made.
     *
     * @param zoneId null if no bundle is named after one
     * @param revision in force there; null for none, or for one that is not of Edict
     * @param isForeign whether the token is not of this zone
     */
    record Place(@Nullable String zoneId, @Nullable Revision revision, boolean isForeign) {}

    Place of(LoggedDecision decision) {
        var revisions = decision.revisions();
        var named = revisions.keySet().stream().filter(this::isKnown).findFirst();
        if (ownZone == null) {
            var zone = named.or(() -> revisions.keySet().stream().findFirst()).orElse(null);
            return new Place(zone, zone == null ? null : revision(revisions.get(zone)), false);
        }
        if (revisions.containsKey(ownZone)) {
            return new Place(ownZone, revision(revisions.get(ownZone)), false);
        }
        return named.map(zone -> new Place(zone, revision(revisions.get(zone)), true))
                .orElseGet(() -> new Place(ownZone, anyOf(revisions), false));
    }

    private boolean isKnown(String name) {
        var seen = known.get(name);
        if (seen != null || known.size() >= MOST_NAMES) {
            return Boolean.TRUE.equals(seen);
        }
        var found = !name.isEmpty() && zones.find(name).isPresent();
        known.put(name, found);
        return found;
    }

    private static @Nullable Revision revision(@Nullable String text) {
        return Revision.of(text).orElse(null);
    }

    /** With a token of one zone any name will do. */
    private static @Nullable Revision anyOf(Map<String, String> revisions) {
        return revisions.values().stream()
                .map(Revision::of)
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(null);
    }
}
