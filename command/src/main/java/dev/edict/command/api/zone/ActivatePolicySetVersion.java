package dev.edict.command.api.zone;

import dev.edict.command.api.Rejection;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Activates a sealed version in its zone.
 *
 * @param reason the operator's explanation
 * @param preview the preview that the caller has seen; null if the caller names none
 * @param canaries how the zone's canaries were decided under the version; null if they were not evaluated
 */
public record ActivatePolicySetVersion(
        @TargetAggregateIdentifier String zoneId,
        String policySetId,
        String versionId,
        ExpectedActive expectedActive,
        @Nullable String reason,
        @Nullable PreviewClaim preview,
        @Nullable CanaryForecast canaries,
        String dispatchId)
        implements ZoneCommand {

    /** A missing target of an activation is always reported as a missing version (contract §1.3). */
    @Override
    public Rejection.Reason notFound() {
        return Rejection.Reason.VERSION_NOT_FOUND;
    }
}
