package dev.edict.fleet.asking;

import dev.edict.fleet.FleetDatabase;

/** The claims of processes to ask, on a database of tests. */
public final class Claims {

    private Claims() {}

    public static AskerClaim on(FleetDatabase database) {
        return new AskerClaim(database.pool());
    }
}
