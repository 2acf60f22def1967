package dev.edict.audit.evaluate;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import dev.edict.query.asof.PastPoint;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request, and the point of the past at which it is decided. Strict: rejects unknown keys.
 *
 * @param at RFC 3339 with any offset; either this or {@code seq}
 * @param seq the index of the last event that counts
 */
record AsOfBody(
        @Nullable @Size(min = 1, max = 64) String at,
        @Nullable @Min(1) Long seq,
        @NotNull Map<String, Object> input,
        @JsonAnySetter @Nullable @Size(max = 0, message = "unknown key") Map<String, Object> unknown) {

    PastPoint point() {
        return PastPoint.ofBody(at, seq);
    }
}
