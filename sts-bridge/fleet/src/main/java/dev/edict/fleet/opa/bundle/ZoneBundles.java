package dev.edict.fleet.opa.bundle;

import java.util.Map;
import java.util.Set;

/** Where bundles are read. */
interface ZoneBundles {

    /** What governs zones, by zone; unknown zones are missing. */
    Map<String, Governance> newest(Set<String> zoneIds);

    /**
     * What governs a known zone, as of one instant.
     *
     * @throws UnusableBundle if a text is missing, too long, or not the one that was sealed
     */
    ZoneContents contents(String zoneId);
}
