package dev.edict.command.zone;

import static org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.edict.command.api.zone.ExpectedActive;
import dev.edict.command.commandbus.RequestContext;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.annotation.JsonDeserialize;

/** Changes the governing version of a zone over HTTP: activate (contract §1.3), roll back, deactivate. */
@RestController
class ActivationController {

    private static final String NOT_BLANK = "[\\s\\S]*\\S[\\s\\S]*";

    private final ActivationService activations;
    private final RequestContext request;

    ActivationController(ActivationService activations, RequestContext request) {
        this.activations = activations;
        this.request = request;
    }

    @PostMapping("/v1/zones/{zoneId}/policy-sets/{policySetId}/activate")
    @RolesAllowed("zone:write")
    @Operation(operationId = "activate", summary = "Activates a sealed version in the zone.", tags = "Governance")
    @ApiResponse(responseCode = "404", description = "zone_not_found, version_not_found")
    @ApiResponse(
            responseCode = "409",
            description = "policy_archived, evidence_missing, canaries_would_fail, canaries_changed")
    @ApiResponse(responseCode = "412", description = "active_version_changed, precondition_failed, preview_outdated")
    @ApiResponse(responseCode = "500", description = "content_corrupted")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Activated activate(
            @PathVariable String zoneId, @PathVariable String policySetId, @Valid @RequestBody ActivateBody body) {
        var versionId = body.versionId();
        var wanted = new ActivationService.Wanted(
                zoneId, policySetId, versionId, body.expectedActiveVersionId(), body.reason(), body.previewDigest());
        return activations.activate(
                request,
                wanted,
                dispatchId -> new Activated(
                        true, versionId, dispatchId, statusUrl(zoneId, policySetId, versionId, dispatchId)));
    }

    @PostMapping("/v1/zones/{zoneId}/rollback")
    @RolesAllowed("zone:write")
    @Operation(operationId = "rollBack", summary = "Rolls the zone back to an earlier version.", tags = "Governance")
    @ApiResponse(responseCode = "404", description = "zone_not_found")
    @ApiResponse(responseCode = "409", description = "no_rollback_target")
    @ApiResponse(responseCode = "412", description = "active_version_changed, precondition_failed")
    @ApiResponse(responseCode = "default", content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    @ResponseStatus(HttpStatus.ACCEPTED)
    RolledBack rollBack(@PathVariable String zoneId, @Valid @RequestBody RollbackBody body) {
        return activations.rollBack(
                request,
                zoneId,
                body.versionId(),
                body.expectedActiveVersionId(),
                body.reason(),
                (restored, dispatchId) -> rolledBack(zoneId, restored, dispatchId));
    }

    private static RolledBack rolledBack(String zoneId, Restored restored, String dispatchId) {
        return new RolledBack(
                true,
                restored.versionId(),
                dispatchId,
                statusUrl(zoneId, restored.policySetId(), restored.versionId(), dispatchId),
                restored.rolledBackFrom());
    }

    @PostMapping("/v1/zones/{zoneId}/deactivate")
    @RolesAllowed("zone:write")
    @Operation(
            operationId = "deactivate",
            summary = "Deactivates the zone: every request is denied.",
            tags = "Governance")
    @ApiResponse(responseCode = "404", description = "zone_not_found")
    @ApiResponse(responseCode = "409", description = "zone_not_active")
    @ApiResponse(responseCode = "412", description = "active_version_changed, precondition_failed")
    @ApiResponse(responseCode = "default", content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    @ResponseStatus(HttpStatus.ACCEPTED)
    Deactivated deactivate(@PathVariable String zoneId, @Valid @RequestBody DeactivateBody body) {
        return activations.deactivate(
                request,
                zoneId,
                body.expectedActiveVersionId(),
                body.reason(),
                dispatchId -> new Deactivated(true, dispatchId));
    }

    private static String statusUrl(String zoneId, String policySetId, String versionId, String dispatchId) {
        return UriComponentsBuilder.fromPath("/v1/zones/{zone}/policy-sets/{set}/activation-status")
                .queryParam("version_id", "{version}")
                .queryParam("outbox_id", "{dispatch}")
                .encode()
                .buildAndExpand(zoneId, policySetId, versionId, dispatchId)
                .toUriString();
    }

    record ActivateBody(
            @NotNull @Size(min = 1, max = 512) String versionId,
            @Nullable @Size(max = 1000) @Pattern(regexp = NOT_BLANK) String reason,
            @Nullable @Pattern(regexp = "[0-9a-f]{64}") String previewDigest,
            @JsonDeserialize(using = ExpectedActiveDeserializer.class) ExpectedActive expectedActiveVersionId) {}

    record RollbackBody(
            @NotBlank @Size(max = 1000) String reason,
            @Nullable @Size(min = 1, max = 512) String versionId,
            @JsonDeserialize(using = ExpectedActiveDeserializer.class) ExpectedActive expectedActiveVersionId) {}

    record DeactivateBody(
            @NotBlank @Size(max = 1000) String reason,
            @JsonDeserialize(using = ExpectedActiveDeserializer.class) ExpectedActive expectedActiveVersionId) {}

    record Activated(boolean activated, String versionId, String outboxId, String statusUrl) {}

    record RolledBack(
            boolean activated,
            String versionId,
            String outboxId,
            String statusUrl,
            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String rolledBackFrom) {}

    record Deactivated(boolean deactivated, String outboxId) {}
}
