package dev.edict.command.canary;

import dev.edict.command.api.zone.CanaryForecast;
import org.jspecify.annotations.Nullable;

/** Evaluates the canaries of a zone under a version before it governs. */
public interface CanaryForecasts {

    /**
     * Evaluates them outside a transaction, as far as the zone's setting asks for it.
     *
     * @return null if the setting is {@code off}, the zone has no canaries, or the version does not exist
     * @throws dev.edict.command.api.Rejection {@code canaries_would_fail} if the setting is {@code required} and one
     *     would fail or cannot be evaluated
     */
    @Nullable
    CanaryForecast evaluate(String zoneId, String policySetId, String versionId);
}
