package dev.edict.fleet.propagation;

import static org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE;

import dev.edict.command.api.Rejection;
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

    private final Deployments deployments;
    private final DecisionPoints points;
    private final ReadinessChecks readiness;

    PropagationController(Deployments deployments, DecisionPoints points, ReadinessChecks readiness) {
        this.deployments = deployments;
        this.points = points;
        this.readiness = readiness;
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
        var latest = deployments.latest(zoneId);
        if (latest.isEmpty() && !deployments.isZone(zoneId)) {
            throw Rejection.Reason.ZONE_NOT_FOUND.because("no zone %s", zoneId);
        }
        return latest.map(deployment -> Propagation.of(deployment, points.of(deployment)))
                .orElseGet(() -> Propagation.never(zoneId, points.of(Deployment.none(zoneId))));
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
        return readiness.of(propagation(zoneId));
    }
}
