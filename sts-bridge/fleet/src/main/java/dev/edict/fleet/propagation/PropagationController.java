package dev.edict.fleet.propagation;

import static org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.security.RolesAllowed;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Tells over HTTP how far the latest activation of a zone has come. */
@RestController
class PropagationController {

    private final PropagationReader reader;

    PropagationController(PropagationReader reader) {
        this.reader = reader;
    }

    @GetMapping("/v1/zones/{zoneId}/propagation")
    @RolesAllowed("zone:read")
    @Operation(
            operationId = "getPropagation",
            summary = "Gets which decision points enforce the latest activation.",
            tags = "Governance")
    @ApiResponse(responseCode = "404", description = "zone_not_found")
    @ApiResponse(responseCode = "default", content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    Propagation propagation(@PathVariable String zoneId) {
        return reader.propagation(zoneId);
    }

    @GetMapping("/v1/zones/{zoneId}/readiness")
    @RolesAllowed("zone:read")
    @Operation(
            operationId = "getZoneReadiness",
            summary = "Gets whether a change may be made now, and what speaks against it.",
            tags = "Governance")
    @ApiResponse(responseCode = "404", description = "zone_not_found")
    @ApiResponse(responseCode = "default", content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    ZoneReadiness readiness(@PathVariable String zoneId) {
        return reader.readiness(zoneId);
    }
}
