package dev.edict.replica.controlplane;

import java.util.List;
import java.util.Map;

/**
 * One answer of the feed.
 *
 * @param cursor where the next question continues; opaque
 * @param complete whether there was nothing more when the page was read
 * @param changes at most one per zone
 * @param bundles of some of the changed zones, by zone, unverified
 */
public record ChangePage(String cursor, boolean complete, List<ZoneChange> changes, Map<String, Bundle> bundles) {

    /** The maximum length of a cursor, in characters. */
    public static final int LONGEST_CURSOR = 64;

    /** The maximum number of changes in a page. */
    public static final int MOST_CHANGES = 1_000;

    public ChangePage {
        changes = List.copyOf(changes);
        bundles = Map.copyOf(bundles);
    }
}
