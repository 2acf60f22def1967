package dev.edict.command.simulation;

import static dev.edict.command.api.Rejection.Reason.VERSION_NOT_FOUND;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.github.f4b6a3.uuid.UuidCreator;
import dev.edict.command.api.simulation.SimulatePolicySetVersion;
import dev.edict.command.log.Commands;
import dev.edict.command.policyset.SealedVersions;
import dev.edict.decision.PolicyDocument;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.json.JsonMapper;

/** Simulating a sealed version over HTTP (contract §1.3), with named cases and a verdict of ours. */
@RestController
class SimulationController {

    private static final int MAX_CASES = 1000;

    private final Commands commands;
    private final SealedVersions sealed;
    private final Simulator simulator;
    private final JsonMapper json;

    SimulationController(Commands commands, SealedVersions sealed, Simulator simulator, JsonMapper json) {
        this.commands = commands;
        this.sealed = sealed;
        this.simulator = simulator;
        this.json = json;
    }

    @PostMapping("/v1/zones/{zoneId}/policy-sets/{policySetId}/simulate")
    SimulationAnswer simulate(
            @PathVariable String zoneId, @PathVariable String policySetId, @Valid @RequestBody SimulateBody body) {
        var version = sealed.find(zoneId, policySetId, body.versionId())
                .orElseThrow(() -> VERSION_NOT_FOUND.because(
                        "no version %s in set %s of this zone", body.versionId(), policySetId));
        var documents = sealed.documents(version.versionId());
        var run = simulator.run(documents, body.input(), body.casesOrNone());
        var warnings = body.input() == null ? List.<String>of() : InputWarnings.of(body.input(), zoneId);
        var archived = sealed.archivedPolicies(version.versionId());
        var policies = documents.stream().map(PolicyDocument::id).toList();
        Function<@Nullable String, SimulationAnswer> answer =
                simulationId -> SimulationAnswer.of(version, policies, warnings, archived, run, simulationId);
        return run.tally().cases() == 0 ? answer.apply(null) : recorded(zoneId, version, run, body, answer);
    }

    private SimulationAnswer recorded(
            String zoneId,
            SealedVersions.SealedVersion version,
            Simulator.Run run,
            SimulateBody body,
            Function<@Nullable String, SimulationAnswer> answer) {
        var simulationId = UuidCreator.getTimeOrderedEpoch().toString();
        var simulation = new SimulatePolicySetVersion(
                simulationId,
                zoneId,
                version.policySetId(),
                version.versionId(),
                version.manifestSha256(),
                simulator.engine(),
                run.tally(),
                json.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII).writeValueAsString(new Report(body, run)));
        return commands.send(simulation, result -> answer.apply(simulationId));
    }

    /** What was asked and what came out, in full. */
    record Report(SimulateBody asked, Simulator.Run answered) {}

    record SimulateBody(
            @NotNull @Size(min = 1, max = 512) String versionId,
            @JsonDeserialize(using = SampleInput.class) @Nullable Map<String, Object> input,
            @Nullable @Size(max = MAX_CASES) List<@NotNull @Valid SimulationCase> cases) {

        List<SimulationCase> casesOrNone() {
            return cases == null ? List.of() : cases;
        }

        @AssertTrue(message = "every case needs a name of its own")
        @JsonIgnore
        boolean isEveryCaseNamedApart() {
            return casesOrNone().stream().map(SimulationCase::name).distinct().count()
                    == casesOrNone().size();
        }
    }
}
