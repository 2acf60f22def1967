package dev.edict.query.policyset;

import dev.edict.query.Parameters;
import dev.edict.query.QueryRejection;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** How far an activation has come over HTTP (contract §1.3). */
@RestController
class ActivationStatusController {

    private static final int MAX_ID_LENGTH = 512;

    private final ActivationStatusReader activations;

    ActivationStatusController(ActivationStatusReader activations) {
        this.activations = activations;
    }

    @GetMapping("/v1/zones/{zoneId}/policy-sets/{policySetId}/activation-status")
    ActivationStatus status(@PathVariable String zoneId, @PathVariable String policySetId, HttpServletRequest request) {
        var askedVersion = id(request, "version_id");
        var askedOutbox = id(request, "outbox_id");
        var binding = activations
                .binding(zoneId, policySetId)
                .orElseThrow(() -> QueryRejection.Reason.POLICY_SET_BINDING_NOT_FOUND.because(
                        "no policy set %s in zone %s", policySetId, zoneId));
        var versionId = askedVersion != null ? askedVersion : binding.activeVersionId();
        if (versionId == null) {
            throw QueryRejection.Reason.ACTIVE_POLICY_SET_VERSION_NOT_FOUND.because(
                    "no version of policy set %s is active", policySetId);
        }
        var outbox = outbox(zoneId, policySetId, versionId, askedOutbox);
        return ActivationStatus.of(zoneId, policySetId, binding, versionId, outbox);
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

    private static @Nullable String id(HttpServletRequest request, String name) {
        return Parameters.text(request, name, MAX_ID_LENGTH, wrong -> QueryRejection.invalidBody(name, wrong));
    }
}
