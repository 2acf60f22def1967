package dev.edict.command.simulation;

import static dev.edict.command.api.Rejection.Reason.VERSION_NOT_FOUND;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.edict.command.api.simulation.SimulatePolicySetVersion;
import dev.edict.command.commandbus.CommandSender;
import dev.edict.command.commandbus.RequestContext;
import dev.edict.command.policyset.SealedVersions;
import dev.edict.decision.PolicyDocument;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Simulates sealed versions in two steps. The evaluation runs without a lock; then a short command records the result,
 * if there are cases and the manifest is unchanged.
 */
@Component
public class SimulationService {

    private final CommandSender commands;
    private final SealedVersions sealed;
    private final Simulator simulator;
    private final JsonMapper json;

    SimulationService(CommandSender commands, SealedVersions sealed, Simulator simulator, JsonMapper json) {
        this.commands = commands;
        this.sealed = sealed;
        this.simulator = simulator;
        this.json = json;
    }

    /**
     * Evaluates a request and its cases under a sealed version, and records the result if there are cases.
     *
     * @throws dev.edict.command.api.Rejection if the version does not exist, or changed during the evaluation
     */
    public SimulationAnswer simulate(RequestContext cause, String zoneId, String policySetId, SimulateBody asked) {
        var version = sealed.find(zoneId, policySetId, asked.versionId())
                .orElseThrow(() -> VERSION_NOT_FOUND.because(
                        "no version %s in set %s of this zone", asked.versionId(), policySetId));
        var documents = sealed.documents(version.versionId());
        var run = simulator.run(documents, asked.input(), asked.casesOrNone());
        var warnings = asked.input() == null ? List.<String>of() : InputWarnings.of(asked.input(), zoneId);
        var archived = sealed.archivedPolicies(version.versionId());
        var policies = documents.stream().map(PolicyDocument::id).toList();
        Function<@Nullable String, SimulationAnswer> answer =
                simulationId -> SimulationAnswer.of(version, policies, warnings, archived, run, simulationId);
        if (run.tally().cases() == 0) {
            return answer.apply(null);
        }
        var simulationId = UuidCreator.getTimeOrderedEpoch().toString();
        return commands.send(
                cause, record(simulationId, zoneId, version, run, asked), result -> answer.apply(simulationId));
    }

    private SimulatePolicySetVersion record(
            String simulationId,
            String zoneId,
            SealedVersions.SealedVersion version,
            Simulator.Run run,
            SimulateBody asked) {
        return new SimulatePolicySetVersion(
                simulationId,
                zoneId,
                version.policySetId(),
                version.versionId(),
                version.manifestSha256(),
                simulator.engine(),
                run.tally(),
                json.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII).writeValueAsString(new Report(asked, run)));
    }

    /** The complete request and result. */
    record Report(SimulateBody asked, Simulator.Run answered) {}
}
