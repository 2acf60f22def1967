package dev.edict.command.api.zone;

import dev.edict.command.api.NoteReference;
import org.jspecify.annotations.Nullable;

/**
 * What an activation was decided on, beside the latest simulation of its manifest.
 *
 * @param reason the operator's explanation
 * @param previewDigest lower-case hex SHA-256 of the preview that the caller had read; null if it named none
 * @param evidence what the zone asks of a version before it governs; null if the zone asks for nothing
 * @param canaries how the zone's canaries were decided under the version; null if they were not evaluated
 */
public record ActivationGrounds(
        @Nullable NoteReference reason,
        @Nullable String previewDigest,
        @Nullable Evidence evidence,
        @Nullable CanaryForecast canaries) {

    /** Nothing but the command itself. */
    public static final ActivationGrounds NONE = new ActivationGrounds(null, null, null, null);
}
