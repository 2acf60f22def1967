package dev.edict.query.asof;

import static org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.security.RolesAllowed;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Serves zones as they were. */
@RestController
class AsOfController {

    private final AsOfReader past;

    AsOfController(AsOfReader past) {
        this.past = past;
    }

    @GetMapping("/v1/zones/{zoneId}/as-of")
    @RolesAllowed("zone:read")
    @Operation(
            operationId = "getAsOf",
            summary = "Gets what governed a zone at an instant, why, and what its decision points enforced.",
            tags = "Trail")
    @ApiResponse(
            responseCode = "400",
            description = "invalid_query, instant_before_zone, instant_in_future, sequence_beyond_head")
    @ApiResponse(responseCode = "404", description = "zone_not_found")
    @ApiResponse(responseCode = "500", description = "content_corrupted")
    @ApiResponse(responseCode = "default", content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    AsOf find(@PathVariable String zoneId, AsOfRequest asked) {
        return past.find(zoneId, asked.point(), asked.texts());
    }
}
