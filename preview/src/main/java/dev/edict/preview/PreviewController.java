package dev.edict.preview;

import static org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.extensions.Extension;
import io.swagger.v3.oas.annotations.extensions.ExtensionProperty;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Previews activations over HTTP. It stores nothing. */
@RestController
class PreviewController {

    private final PreviewService previews;
    private final ProposalReader proposals;

    PreviewController(PreviewService previews, ProposalReader proposals) {
        this.previews = previews;
        this.proposals = proposals;
    }

    @GetMapping("/v1/zones/{zoneId}/policy-sets/{policySetId}/versions/{versionId}/preview")
    @RolesAllowed("zone:read")
    @Operation(
            operationId = "previewVersion",
            summary =
                    "Previews the activation of a sealed version: what changes, what speaks against it, and the way back.",
            tags = "Governance")
    @ApiResponse(responseCode = "404", description = "zone_not_found, policy_set_version_not_found")
    @ApiResponse(responseCode = "500", description = "content_corrupted")
    @ApiResponse(responseCode = "default", content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    ActivationPreview version(
            @PathVariable String zoneId, @PathVariable String policySetId, @PathVariable String versionId) {
        return previews.ofVersion(zoneId, policySetId, versionId);
    }

    @PostMapping("/v1/zones/{zoneId}/preview")
    @RolesAllowed("zone:read")
    @Operation(
            operationId = "previewDocuments",
            summary =
                    "Previews documents that are not sealed, as if a version of them were activated, and proposed suites, canaries, catalogue and settings were in force.",
            tags = "Governance",
            extensions =
                    @Extension(
                            properties =
                                    @ExtensionProperty(
                                            name = "x-max-body-bytes",
                                            value = "8388608",
                                            parseValue = true)))
    @ApiResponse(responseCode = "400", description = "invalid_body, invalid_suite, invalid_canary, invalid_catalogue")
    @ApiResponse(responseCode = "404", description = "zone_not_found, catalogue_off")
    @ApiResponse(
            responseCode = "409",
            description =
                    "catalogue_not_managed, canary_contradiction, too_many_canaries, too_many_suites, too_many_suite_cases")
    @ApiResponse(responseCode = "500", description = "content_corrupted")
    @ApiResponse(responseCode = "default", content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    ActivationPreview documents(@PathVariable String zoneId, @Valid @RequestBody PreviewBody body) {
        return previews.ofDocuments(zoneId, body.texts(), proposals.read(zoneId, body));
    }

    @PostMapping("/v1/preview")
    @RolesAllowed("zones:read")
    @Operation(
            operationId = "previewNewZone",
            summary = "Previews documents in a zone that does not exist yet; inputs name it \"new\".",
            tags = "Governance",
            extensions =
                    @Extension(
                            properties =
                                    @ExtensionProperty(
                                            name = "x-max-body-bytes",
                                            value = "8388608",
                                            parseValue = true)))
    @ApiResponse(responseCode = "400", description = "invalid_body, invalid_suite, invalid_canary, invalid_catalogue")
    @ApiResponse(responseCode = "404", description = "catalogue_off")
    @ApiResponse(
            responseCode = "409",
            description =
                    "catalogue_not_managed, canary_contradiction, too_many_canaries, too_many_suites, too_many_suite_cases")
    @ApiResponse(responseCode = "default", content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    ActivationPreview newZone(@Valid @RequestBody PreviewBody body) {
        return previews.ofNewZone(body.texts(), proposals.read(PreviewService.NEW_ZONE, body));
    }
}
