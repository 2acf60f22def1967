package dev.edict.audit.event;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The one word that says why a request was denied or is on hold, by which decisions are searched and compared. */
public final class EventReason {

    private static final int MOST = 128;
    private static final String STEP_UP = "step_up_required";
    private static final String COMPLETE = "complete";

    private EventReason() {}

    /** That of the diagnostics, else a status other than complete, else that of the metadata. */
    public static @Nullable String of(
            @Nullable List<?> diagnostics, @Nullable String status, @Nullable Map<String, Object> metadata) {
        return fromDiagnostics(diagnostics)
                .or(() -> Optional.ofNullable(status).filter(other -> !other.equals(COMPLETE)))
                .or(() -> Optional.ofNullable(metadata).map(members -> text(members.get("reason"))))
                .filter(reason -> !reason.isBlank())
                .map(reason -> reason.substring(0, Math.min(MOST, reason.length())))
                .orElse(null);
    }

    private static Optional<String> fromDiagnostics(@Nullable List<?> diagnostics) {
        if (diagnostics == null) {
            return Optional.empty();
        }
        for (var diagnostic : diagnostics) {
            if (diagnostic instanceof Map<?, ?> members) {
                var reason = members.containsKey(STEP_UP) ? STEP_UP : text(members.get("reason"));
                if (reason != null) {
                    return Optional.of(reason);
                }
            }
        }
        return Optional.empty();
    }

    private static @Nullable String text(@Nullable Object value) {
        return value instanceof String text ? text : null;
    }
}
