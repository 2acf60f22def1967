package dev.edict.query.trail.live;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks the rights of a request again, long after it was let in. */
@FunctionalInterface
public interface StreamRights {

    /**
     * The error code of why the token of a request no longer has a permission, or empty; to be asked later and on any
     * thread.
     *
     * @param permission as at controllers, e.g. {@code zone:read}
     * @param zoneId null outside of zones
     */
    Supplier<Optional<String>> refusal(HttpServletRequest request, String permission, @Nullable String zoneId);
}
