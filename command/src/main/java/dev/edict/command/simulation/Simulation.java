package dev.edict.command.simulation;

import static dev.edict.command.api.Rejection.Reason.SIMULATION_OUTDATED;
import static dev.edict.command.api.Rejection.Reason.VERSION_NOT_FOUND;
import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.edict.command.api.simulation.PolicySetVersionSimulated;
import dev.edict.command.api.simulation.SimulatePolicySetVersion;
import dev.edict.command.policyset.SealedVersions;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;

/** One evaluation of a sealed version; its stream has one event. */
@Aggregate
class Simulation {

    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // read by Axon
    private String simulationId;

    protected Simulation() {}

    /** The cases ran before, outside a transaction. The evaluated manifest must still be the sealed one. */
    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.ALWAYS)
    void handle(SimulatePolicySetVersion command, SealedVersions sealed, SimulationState state, Reports reports) {
        var version = sealed.find(command.zoneId(), command.policySetId(), command.versionId())
                .orElseThrow(() -> VERSION_NOT_FOUND.because(
                        "no version %s in set %s of this zone", command.versionId(), command.policySetId()));
        if (!version.manifestSha256().equals(command.manifestSha256())) {
            throw SIMULATION_OUTDATED.because(
                    "the manifest of version %s changed during the simulation", command.versionId());
        }
        state.requireUnchanged(command.zoneId(), command.basis());
        var tally = command.tally();
        var basis = command.basis();
        apply(new PolicySetVersionSimulated(
                command.simulationId(),
                command.zoneId(),
                command.policySetId(),
                command.versionId(),
                command.manifestSha256(),
                command.engine(),
                tally.passed(),
                tally.failed(),
                tally.notExecuted(),
                tally.verdict(),
                reports.keep(command.simulationId(), command.report()),
                basis.suites(),
                basis.complete() ? basis.suitesVersion() : null,
                basis.catalogueVersion(),
                basis.contract()));
    }

    @EventSourcingHandler
    void on(PolicySetVersionSimulated event) {
        simulationId = event.simulationId();
    }
}
