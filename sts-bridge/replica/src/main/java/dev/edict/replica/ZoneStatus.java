package dev.edict.replica;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a replica enforces in a zone.
 *
 * @param bundle what is in force; null if nothing was loaded yet
 * @param loadedAt since when it is in force here, by the wall clock; null if nothing was loaded yet
 * @param confirmedCurrentAge how long ago the read of the control plane began that last found this bundle to be
 *     current; null if nothing was loaded yet
 * @param sinceChangeAge how long ago this activation took effect at the control plane; says nothing about staleness;
 *     null without an activation
 * @param decided whether a request was decided under it
 * @param error why the zone's newest bundle is not in force, or denies every request; null if it is and does not
 */
public record ZoneStatus(
        String zoneId,
        State state,
        @Nullable BundleIdentity bundle,
        @Nullable Instant loadedAt,
        @Nullable Duration confirmedCurrentAge,
        @Nullable Duration sinceChangeAge,
        boolean decided,
        @Nullable String error) {

    /** How a zone stands. */
    public enum State {
        /** Nothing was loaded yet, and every request is denied. */
        NOT_LOADED,
        /** The bundle is in force. */
        LOADED,
        /** The newest bundle could not be loaded, or denies every request because it cannot be evaluated. */
        FAILED,
        /** The bundle is older than the staleness budget, and every request is denied. */
        STALE;

        /** The word in reports. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
