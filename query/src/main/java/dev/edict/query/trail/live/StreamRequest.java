package dev.edict.query.trail.live;

import dev.edict.query.trail.TimelineFilter;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The requested stream of timeline entries.
 *
 * @param filter selects entries; it has no period
 * @param after the sequence of the last entry that the client has; null to start with the next new one
 * @param caller the name whose streams are counted together
 * @param mayRead whether the caller may still read the zone; asked from time to time on another thread
 */
public record StreamRequest(
        String zoneId, TimelineFilter filter, @Nullable Long after, String caller, BooleanSupplier mayRead) {}
