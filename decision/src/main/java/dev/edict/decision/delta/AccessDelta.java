package dev.edict.decision.delta;

import dev.edict.decision.PolicyAccess;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which requests two bundles decide differently: what is allowed, and what needs an approval. Reasons and the names of
 * determining policies are not compared.
 *
 * <p>It is exact. Every request whose access changes is concerned by an item: by one of a zone-wide kind, or by one with
 * its application and resource, and with one of its labels and scopes. Every item has a witness, a request whose access
 * changes.
 *
 * @param notAnalysable why there is no delta; null if there is one
 * @param zone the changes beyond single applications and resources
 * @param access the changes per application, resource, label and scope, in this order
 */
public record AccessDelta(@Nullable String notAnalysable, List<ZoneChange> zone, List<AccessChange> access) {

    public AccessDelta {
        zone = List.copyOf(zone);
        access = List.copyOf(access);
    }

    /** The delta of two bundles; a zone that is governed by nothing has {@link PolicyAccess#denyingAll}. */
    public static AccessDelta between(PolicyAccess before, PolicyAccess after) {
        if (before.notAnalysable() != null || after.notAnalysable() != null) {
            var why = after.notAnalysable() == null ? before.notAnalysable() : after.notAnalysable();
            return new AccessDelta(why, List.of(), List.of());
        }
        var sides = new Sides(new AccessSide(before), new AccessSide(after));
        var resources = new ResourceChanges(sides);
        var access = resources.changes();
        return new AccessDelta(null, new ZoneChanges(sides, resources, access).changes(), access);
    }

    /**
     * How many changes there are of each kind.
     *
     * @param onHold how many of all need an approval that they did not need before
     */
    public record Summary(Map<AccessChange.Kind, Integer> access, int onHold, int zoneWide) {

        /** The number of changes of a kind. */
        public int count(AccessChange.Kind kind) {
            return access.getOrDefault(kind, 0);
        }
    }

    /** Counts the changes. */
    public Summary summary() {
        var counts = new EnumMap<AccessChange.Kind, Integer>(AccessChange.Kind.class);
        access.forEach(change -> counts.merge(change.kind(), 1, Integer::sum));
        var onHold = (int) access.stream().filter(AccessChange::isNewlyHeld).count();
        return new Summary(Map.copyOf(counts), onHold, zone.size());
    }

    /** The number of changes. */
    public int size() {
        return zone.size() + access.size();
    }

    /** Whether no request is decided differently. */
    public boolean isEmpty() {
        return notAnalysable == null && zone.isEmpty() && access.isEmpty();
    }
}
