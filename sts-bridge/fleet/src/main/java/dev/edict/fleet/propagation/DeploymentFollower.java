package dev.edict.fleet.propagation;

import java.util.Set;

/** Looks at what becomes of activations, whenever something may have changed. */
public interface DeploymentFollower {

    /**
     * Looks at the deployments whose turn it is.
     *
     * @param reportedZones zones whose deployments are looked at in any case, because a decision point reported
     */
    void look(Set<String> reportedZones);
}
