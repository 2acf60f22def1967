package dev.edict.query.policyset;

import dev.edict.query.QueryRejection;
import dev.edict.query.policyset.ActivationStatus.StsStatus;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.security.RolesAllowed;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Reads the progress of an activation over HTTP (contract §1.3). */
@RestController
class ActivationStatusController {

    private final ActivationStatusReader activations;

    ActivationStatusController(ActivationStatusReader activations) {
        this.activations = activations;
    }

    @GetMapping("/v1/zones/{zoneId}/policy-sets/{policySetId}/activation-status")
    @RolesAllowed("zone:read")
    @Operation(
            operationId = "getActivationStatus",
            summary = "Gets the progress of an activation.",
            tags = "Governance")
    @ApiResponse(responseCode = "400", description = "invalid_body")
    @ApiResponse(
            responseCode = "404",
            description = "policy_set_binding_not_found, active_policy_set_version_not_found")
    ActivationStatus status(
            @PathVariable String zoneId, @PathVariable String policySetId, ActivationStatusRequest asked) {
        var binding = activations
                .binding(zoneId, policySetId)
                .orElseThrow(() -> QueryRejection.Reason.POLICY_SET_BINDING_NOT_FOUND.because(
                        "no policy set %s in zone %s", policySetId, zoneId));
        var versionId = asked.versionId() != null ? asked.versionId() : binding.activeVersionId();
        if (versionId == null) {
            throw QueryRejection.Reason.ACTIVE_POLICY_SET_VERSION_NOT_FOUND.because(
                    "no version of policy set %s is active", policySetId);
        }
        var outbox = outbox(zoneId, policySetId, versionId, asked.outboxId());
        var sts = activations
                .settlement(zoneId, versionId)
                .map(settlement -> settlement.isAwaited()
                        ? StsStatus.awaited(zoneId, activations.unprovenSts(zoneId))
                        : StsStatus.of(zoneId, settlement))
                .orElseGet(StsStatus::notConfigured);
        return ActivationStatus.of(zoneId, policySetId, binding, versionId, outbox, sts);
    }

    private OutboxStatus outbox(String zoneId, String policySetId, String versionId, @Nullable String asked) {
        if (asked == null) {
            return activations
                    .newestDispatch(zoneId, policySetId, versionId)
                    .map(OutboxStatus::of)
                    .orElseGet(() -> OutboxStatus.missing(null));
        }
        return activations
                .dispatch(asked)
                .map(found -> found.announces(zoneId, policySetId, versionId)
                        ? OutboxStatus.of(found)
                        : OutboxStatus.mismatch(asked))
                .orElseGet(() -> OutboxStatus.missing(asked));
    }
}
