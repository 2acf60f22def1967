package dev.edict.fleet.propagation;

import dev.edict.fleet.FleetDatabase;

/** What other packages read of activations and their decision points. */
public final class PropagationOf {

    private PropagationOf() {}

    public static Deployments deployments(FleetDatabase database) {
        return new Deployments(database.pool(), database.pool());
    }

    public static DecisionPoints decisionPoints(FleetDatabase database) {
        return new DecisionPoints(database.pool());
    }
}
