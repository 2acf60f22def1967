package dev.edict.query.trail.live;

import dev.edict.query.trail.EntryFilter;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The requested stream of timeline entries.
 *
 * @param zoneId null for all zones
 * @param filter selects entries; a stream has no period
 * @param after the sequence of the last entry that the client has; null to start with the next new one
 * @param caller the name whose streams are counted together
 * @param refusal the error code of why the caller may no longer read, or empty; asked from time to time on another thread
 */
public record StreamRequest(
        @Nullable String zoneId,
        EntryFilter filter,
        @Nullable Long after,
        String caller,
        Supplier<Optional<String>> refusal) {}
