package dev.edict.command.simulation;

import static dev.edict.command.api.Rejection.Reason.VERSION_NOT_FOUND;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.edict.command.api.simulation.SimulatePolicySetVersion;
import dev.edict.command.api.simulation.SimulationBasis;
import dev.edict.command.api.simulation.Tally;
import dev.edict.command.commandbus.CommandSender;
import dev.edict.command.commandbus.RequestContext;
import dev.edict.command.policyset.SealedVersions;
import dev.edict.command.policyset.SealedVersions.SealedVersion;
import dev.edict.command.suite.SuitesInForce;
import dev.edict.command.suite.SuitesInForce.ZoneSuites;
import dev.edict.decision.PolicyDocument;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Simulates sealed versions in two steps. The evaluation runs without a lock; then a short command records the result,
 * if there are cases, and manifest, suites and catalogue are unchanged.
 */
@Component
public class SimulationService {

    private final CommandSender commands;
    private final SealedVersions sealed;
    private final Simulator simulator;
    private final SuitesInForce suites;
    private final SuiteRunner runner;
    private final SimulationState state;
    private final JsonMapper json;

    SimulationService(
            CommandSender commands,
            SealedVersions sealed,
            Simulator simulator,
            SuitesInForce suites,
            SuiteRunner runner,
            SimulationState state,
            JsonMapper json) {
        this.commands = commands;
        this.sealed = sealed;
        this.simulator = simulator;
        this.suites = suites;
        this.runner = runner;
        this.state = state;
        this.json = json;
    }

    /**
     * Evaluates a request, its cases and suites under a sealed version, and records the result if there are cases.
     *
     * @throws dev.edict.command.api.Rejection if the version or a suite does not exist, or something changed during the
     *     evaluation
     */
    public SimulationAnswer simulate(RequestContext cause, String zoneId, String policySetId, SimulateBody asked) {
        var version = sealed.find(zoneId, policySetId, asked.versionId())
                .orElseThrow(() -> VERSION_NOT_FOUND.because(
                        "no version %s in set %s of this zone", asked.versionId(), policySetId));
        // Before the suites are read: a change meanwhile is noticed when the result is recorded.
        var catalogueVersion = state.catalogueVersion(zoneId);
        var documents = sealed.documents(version.versionId());
        var results = runner.run(documents, asked(zoneId, asked));
        var run = simulator.run(documents, asked.input(), asked.casesOrNone());
        var answer = answer(zoneId, asked, version, documents, run, results);
        var tally = run.tally().plus(results.tally());
        if (tally.cases() == 0) {
            return answer.apply(null);
        }
        var basis = new SimulationBasis(
                results.simulated(),
                asked.hasEverySuite(),
                results.suitesVersion(),
                catalogueVersion,
                simulator.contract());
        var simulationId = UuidCreator.getTimeOrderedEpoch().toString();
        var record = record(simulationId, zoneId, version, basis, tally, new Report(asked, run, results.suites()));
        return commands.send(cause, record, result -> answer.apply(simulationId));
    }

    private Function<@Nullable String, SimulationAnswer> answer(
            String zoneId,
            SimulateBody asked,
            SealedVersion version,
            List<PolicyDocument> documents,
            Simulator.Run run,
            SuiteResults results) {
        var warnings = asked.input() == null ? List.<String>of() : InputWarnings.of(asked.input(), zoneId);
        var archived = sealed.archivedPolicies(version.versionId());
        var policies = documents.stream().map(PolicyDocument::id).toList();
        return simulationId -> SimulationAnswer.of(version, policies, warnings, archived, run, results, simulationId);
    }

    private ZoneSuites asked(String zoneId, SimulateBody asked) {
        if (asked.hasEverySuite()) {
            return suites.all(zoneId);
        }
        return asked.suitesOrNone().isEmpty()
                ? new ZoneSuites(0, List.of())
                : suites.named(zoneId, asked.suitesOrNone());
    }

    /**
     * Runs suites with documents, neither of which need be stored, and records nothing.
     *
     * @param documents the bundle in the manifest's order
     */
    public SuiteResults runSuites(List<PolicyDocument> documents, ZoneSuites run) {
        return runner.run(documents, run);
    }

    private SimulatePolicySetVersion record(
            String simulationId,
            String zoneId,
            SealedVersion version,
            SimulationBasis basis,
            Tally tally,
            Report report) {
        return new SimulatePolicySetVersion(
                simulationId,
                zoneId,
                version.policySetId(),
                version.versionId(),
                version.manifestSha256(),
                simulator.engine(),
                basis,
                tally,
                json.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII).writeValueAsString(report));
    }

    /** The complete request and result. */
    record Report(SimulateBody asked, Simulator.Run answered, List<SuiteResult> suites) {}
}
