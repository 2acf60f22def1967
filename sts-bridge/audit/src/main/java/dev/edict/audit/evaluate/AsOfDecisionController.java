package dev.edict.audit.evaluate;

import static org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Decides requests of the past over HTTP. It stores nothing. */
@RestController
class AsOfDecisionController {

    private final AsOfService past;

    AsOfDecisionController(AsOfService past) {
        this.past = past;
    }

    @PostMapping("/v1/zones/{zoneId}/as-of/decide")
    @RolesAllowed("zone:read")
    @Operation(
            operationId = "decideAsOf",
            summary =
                    "Decides a request as it would have been at an instant, also by each decision point; changes nothing.",
            tags = "Trail")
    @ApiResponse(
            responseCode = "400",
            description =
                    "invalid_body, invalid_policy_input, instant_before_zone, instant_in_future, sequence_beyond_head")
    @ApiResponse(responseCode = "404", description = "zone_not_found")
    @ApiResponse(responseCode = "500", description = "content_corrupted")
    @ApiResponse(responseCode = "default", content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    AsOfDecisions decide(@PathVariable String zoneId, @Valid @RequestBody AsOfBody body) {
        return past.decide(zoneId, body.point(), body.input());
    }
}
