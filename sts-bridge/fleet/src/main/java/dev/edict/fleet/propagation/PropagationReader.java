package dev.edict.fleet.propagation;

import dev.edict.command.api.Rejection;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Reads how far the latest activation of a zone has come, and whether a change may be made now. */
@Component
public class PropagationReader {

    private final Deployments deployments;
    private final DecisionPoints points;
    private final ReadinessChecks readiness;

    PropagationReader(Deployments deployments, DecisionPoints points, ReadinessChecks readiness) {
        this.deployments = deployments;
        this.points = points;
        this.readiness = readiness;
    }

    /**
     * Which decision points enforce the latest activation.
     *
     * @throws Rejection {@code zone_not_found}
     */
    public Propagation propagation(String zoneId) {
        var latest = deployments.latest(zoneId);
        if (latest.isEmpty() && !deployments.isZone(zoneId)) {
            throw Rejection.Reason.ZONE_NOT_FOUND.because("no zone %s", zoneId);
        }
        return latest.map(deployment -> Propagation.of(deployment, points.of(deployment)))
                .orElseGet(() -> Propagation.never(zoneId, points.of(Deployment.none(zoneId))));
    }

    /** Which decision points enforce an activation or a newer one; empty if the zone has no such change, or it was pruned. */
    public Optional<Propagation> propagation(String zoneId, long activationSeq) {
        return deployments
                .find(zoneId, activationSeq)
                .map(deployment -> Propagation.of(deployment, points.of(deployment)));
    }

    /**
     * Whether a change may be made now, and what speaks against it.
     *
     * @throws Rejection {@code zone_not_found}
     */
    public ZoneReadiness readiness(String zoneId) {
        return readiness.of(propagation(zoneId));
    }

    /** The same for a zone that does not exist yet: decision points are there that load every zone, or none. */
    public ZoneReadiness readinessOfNew(String zoneId) {
        return readiness.of(Propagation.never(zoneId, points.of(Deployment.none(zoneId))));
    }
}
