package dev.edict.command.canary;

import static dev.edict.command.api.Rejection.Reason.CANARIES_CHANGED;

import dev.edict.command.api.zone.CanaryForecast;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The canaries with which an activation has to be evaluated. */
public interface DueCanaries {

    /** Empty if the zone's setting is {@code off} or it has no canaries. */
    Optional<Due> find(String zoneId);

    /**
     * Which state of a zone's canaries an activation has to be evaluated with.
     *
     * @param setting {@code warn} or {@code required}
     */
    record Due(String setting, long canariesVersion) {}

    /**
     * Rejects an activation that was evaluated with other canaries or another setting than the zone has now.
     *
     * @param forecast null for an activation that was not evaluated
     * @throws dev.edict.command.api.Rejection {@code canaries_changed}
     */
    default void requireEvaluated(String zoneId, @Nullable CanaryForecast forecast) {
        var evaluated = Optional.ofNullable(forecast).map(known -> new Due(known.setting(), known.canariesVersion()));
        if (!evaluated.equals(find(zoneId))) {
            throw CANARIES_CHANGED.because(
                    "the zone's canaries or their setting changed during the evaluation: send the request again");
        }
    }
}
