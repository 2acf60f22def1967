package dev.edict.command.simulation;

import dev.edict.command.commandbus.RequestContext;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Simulates a sealed version over HTTP (contract §1.3), with Edict's named cases and verdict. */
@RestController
class SimulationController {

    private final SimulationService simulations;
    private final RequestContext request;

    SimulationController(SimulationService simulations, RequestContext request) {
        this.simulations = simulations;
        this.request = request;
    }

    @PostMapping("/v1/zones/{zoneId}/policy-sets/{policySetId}/simulate")
    @RolesAllowed("zone:write")
    @Operation(operationId = "simulate", summary = "Simulates a sealed version with test cases.", tags = "Policy sets")
    @ApiResponse(responseCode = "404", description = "version_not_found, suite_not_found")
    @ApiResponse(responseCode = "409", description = "simulation_outdated")
    @ApiResponse(responseCode = "500", description = "content_corrupted")
    SimulationAnswer simulate(
            @PathVariable String zoneId, @PathVariable String policySetId, @Valid @RequestBody SimulateBody body) {
        return simulations.simulate(request, zoneId, policySetId, body);
    }
}
