package dev.edict.console.page;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the person who is signed in may do. Pages show it; the rules themselves hold at each request. */
public interface Rights {

    /**
     * Why the token does not have a permission, as a sentence; null if it has it.
     *
     * @param permission as at controllers, e.g. {@code zone:write}
     * @param zoneId null outside of zones
     */
    @Nullable
    String refusal(String permission, @Nullable String zoneId);

    /**
     * The error code of why the session of a request no longer has a permission, or empty; to be asked later and on any
     * thread.
     *
     * @param permission as at controllers, e.g. {@code zone:read}
     */
    Supplier<Optional<String>> laterRefusal(HttpServletRequest request, String permission, String zoneId);
}
