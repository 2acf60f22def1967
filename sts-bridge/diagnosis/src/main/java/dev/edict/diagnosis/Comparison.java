package dev.edict.diagnosis;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A simulated input and a live one side by side.
 *
 * @param members of both inputs; a live one that the event does not tell is {@code not_recorded}
 * @param firstDifference the first gate at which they part under the version in force; null if no gate parts them, or if
 *     the gates on the way read what was not recorded
 */
public record Comparison(Simulated simulated, Live live, List<Compared> members, @Nullable Parting firstDifference) {

    /**
     * The simulated side.
     *
     * @param source {@code canary} or {@code request}
     * @param name of the canary; omitted for a request
     * @param versionId the one in force; null if nothing governs
     * @param decision {@code allow} or {@code deny}; null if literal data does not tell
     * @param reason why it denies, or {@code step_up_required}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Simulated(
            String source,
            @Nullable String name,
            @Nullable String versionId,
            String shape,
            @Nullable String decision,
            @Nullable String reason) {}

    /**
     * The live side, as it was recorded.
     *
     * @param versionId by which it was decided; omitted if the event does not tell
     * @param now what the version in force decides on this input; omitted if that cannot be told
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Live(
            String eventId,
            String requestId,
            Instant occurredAt,
            @Nullable String versionId,
            String shape,
            String decision,
            @Nullable String reason,
            @Nullable VersionAnswer now) {}

    /** What a version answers. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record VersionAnswer(@Nullable String decision, @Nullable String reason) {}

    /**
     * A member of both inputs.
     *
     * @param area {@code shape}, {@code grants}, {@code resource}, {@code claims}, {@code session} or {@code step_up}
     * @param simulated null if it is absent
     * @param live null if it is absent or was not recorded
     * @param differs {@code yes}, {@code no} or {@code not_recorded}
     */
    public record Compared(
            String area, String member, @Nullable Object simulated, @Nullable Object live, String differs) {

        boolean isDifferent() {
            return differs.equals(InputMembers.YES);
        }

        boolean isNotRecorded() {
            return differs.equals(InputMembers.NOT_RECORDED);
        }
    }

    /**
     * Where two inputs part.
     *
     * @param gate its name, or {@code shape}
     */
    public record Parting(String gate, Map<String, Object> simulated, Map<String, Object> live) {}
}
