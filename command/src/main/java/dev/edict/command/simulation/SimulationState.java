package dev.edict.command.simulation;

import static dev.edict.command.api.Rejection.Reason.SIMULATION_OUTDATED;

import dev.edict.command.api.simulation.SimulationBasis;
import dev.edict.command.catalogue.CatalogueVersions;
import dev.edict.command.suite.SuitesInForce;
import org.springframework.stereotype.Component;

/** The versions of a zone that a simulation depends on, and that may change while its cases run. */
@Component
class SimulationState {

    private final SuitesInForce suites;
    private final CatalogueVersions catalogues;

    SimulationState(SuitesInForce suites, CatalogueVersions catalogues) {
        this.suites = suites;
        this.catalogues = catalogues;
    }

    long catalogueVersion(String zoneId) {
        return catalogues.version(zoneId);
    }

    /** @throws dev.edict.command.api.Rejection {@code simulation_outdated} */
    void requireUnchanged(String zoneId, SimulationBasis basis) {
        if (basis.hasSuites() && suites.version(zoneId) != basis.suitesVersion()) {
            throw SIMULATION_OUTDATED.because(
                    "the suites of the zone changed during the simulation: simulate the version again");
        }
        if (catalogues.version(zoneId) != basis.catalogueVersion()) {
            throw SIMULATION_OUTDATED.because(
                    "the catalogue of the zone changed during the simulation: simulate the version again");
        }
    }
}
