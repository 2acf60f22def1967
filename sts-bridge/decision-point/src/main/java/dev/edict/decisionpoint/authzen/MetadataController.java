package dev.edict.decisionpoint.authzen;

import static org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE;

import dev.edict.command.api.Rejection;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.security.PermitAll;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * Tells where a zone's decision point is asked (AuthZEN, metadata). The answer is the same for every id, so that it does
 * not tell which zones exist.
 */
@RestController
class MetadataController {

    private static final Duration FRESH = Duration.ofHours(1);

    private final PublicUrl url;

    MetadataController(PublicUrl url) {
        this.url = url;
    }

    /** Members without a value are left out, as are endpoints that are not offered. */
    record Metadata(String policyDecisionPoint, String accessEvaluationEndpoint, String accessEvaluationsEndpoint) {}

    @GetMapping("/.well-known/authzen-configuration/zones/{zoneId}")
    @PermitAll
    @Operation(
            operationId = "getAuthZenMetadata",
            summary = "Returns where a zone's decision point is asked (AuthZEN 1.0).",
            tags = "Decisions")
    @ApiResponse(responseCode = "404", description = "metadata_not_configured")
    @ApiResponse(responseCode = "default", content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    ResponseEntity<Metadata> get(@PathVariable String zoneId) {
        var identifier = url.ofZone(zoneId)
                .orElseThrow(() -> Rejection.Reason.METADATA_NOT_CONFIGURED.because(
                        "the public URL of this decision point is unknown: set %s", PublicUrl.VARIABLE));
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(FRESH).cachePublic())
                .body(new Metadata(
                        identifier, identifier + "/access/v1/evaluation", identifier + "/access/v1/evaluations"));
    }
}
