package dev.edict.command.zone;

import dev.edict.command.zone.directory.Governance;
import java.util.function.Supplier;
import org.axonframework.modelling.command.Repository;
import org.jspecify.annotations.Nullable;

/** Reads the governing version from the zone aggregate, in the current unit of work. */
record GovernanceOfZones(Supplier<Repository<Zone>> zones) implements Governance {

    @Override
    public @Nullable Long governedSince(String zoneId, String policySetId) {
        return zones.get().load(zoneId).invoke(zone -> zone.governedSince(policySetId));
    }

    @Override
    public void endIfGovernedBy(String zoneId, String policySetId, String dispatchId) {
        zones.get().load(zoneId).execute(zone -> zone.endIfGovernedBy(policySetId, dispatchId));
    }
}
