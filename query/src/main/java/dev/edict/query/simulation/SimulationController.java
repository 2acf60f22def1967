package dev.edict.query.simulation;

import static org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE;

import dev.edict.query.Page;
import dev.edict.query.PageRequest;
import dev.edict.query.QueryRejection;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.security.RolesAllowed;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Reads recorded simulations over HTTP. */
@RestController
class SimulationController {

    private final SimulationReader simulations;

    SimulationController(SimulationReader simulations) {
        this.simulations = simulations;
    }

    @GetMapping("/v1/zones/{zoneId}/policy-sets/{policySetId}/versions/{versionId}/simulations")
    @RolesAllowed("zone:read")
    @Operation(
            operationId = "listSimulations",
            summary = "Lists the recorded simulations of a sealed version, newest first.",
            tags = "Suites")
    @ApiResponse(responseCode = "404", description = "policy_set_version_not_found")
    @ApiResponse(responseCode = "default", content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    Page<Simulation> list(
            @PathVariable String zoneId,
            @PathVariable String policySetId,
            @PathVariable String versionId,
            PageRequest asked) {
        if (!simulations.hasVersion(zoneId, policySetId, versionId)) {
            throw QueryRejection.Reason.POLICY_SET_VERSION_NOT_FOUND.because(
                    "no version %s of policy set %s in zone %s", versionId, policySetId, zoneId);
        }
        return Page.of(simulations.list(zoneId, policySetId, versionId, asked), asked);
    }

    @GetMapping("/v1/zones/{zoneId}/simulations/{simulationId}")
    @RolesAllowed("zone:read")
    @Operation(
            operationId = "getSimulation",
            summary = "Gets a recorded simulation with its report, or the statement that it was pruned.",
            tags = "Suites")
    @ApiResponse(responseCode = "404", description = "simulation_not_found")
    @ApiResponse(responseCode = "500", description = "content_corrupted")
    @ApiResponse(responseCode = "default", content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    SimulationWithReport get(@PathVariable String zoneId, @PathVariable String simulationId) {
        return simulations
                .find(zoneId, simulationId)
                .orElseThrow(() -> QueryRejection.Reason.SIMULATION_NOT_FOUND.because(
                        "no simulation %s in zone %s", simulationId, zoneId));
    }
}
