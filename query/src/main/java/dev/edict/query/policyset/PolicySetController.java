package dev.edict.query.policyset;

import dev.edict.query.NameFilter;
import dev.edict.query.Page;
import dev.edict.query.PageRequest;
import dev.edict.query.QueryRejection;
import dev.edict.query.StateTag;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Reads policy sets and their sealed versions over HTTP (contract §1.3). */
@RestController
class PolicySetController {

    private final PolicySetReader policySets;

    PolicySetController(PolicySetReader policySets) {
        this.policySets = policySets;
    }

    @GetMapping("/v1/zones/{zoneId}/policy-sets")
    @RolesAllowed("zone:read")
    @Operation(
            operationId = "listPolicySets",
            summary = "Lists live policy sets, newest first, or finds the one of a name.",
            tags = "Policy sets")
    Page<PolicySet> list(@PathVariable String zoneId, PageRequest asked, NameFilter filter) {
        return Page.of(policySets.list(zoneId, asked, filter.name()), asked);
    }

    @GetMapping("/v1/zones/{zoneId}/policy-sets/{policySetId}")
    @RolesAllowed("zone:read")
    @Operation(operationId = "getPolicySet", summary = "Gets a live policy set.", tags = "Policy sets")
    @ApiResponse(responseCode = "200", headers = @Header(name = "ETag"), useReturnTypeSchema = true)
    @ApiResponse(responseCode = "404", description = "policy_set_not_found")
    PolicySet get(@PathVariable String zoneId, @PathVariable String policySetId, HttpServletResponse response) {
        // Read before the set. A tag older than the set is rejected on a change; a newer tag would hide a change.
        var tag = policySets.tag(zoneId, policySetId);
        var policySet = live(zoneId, policySetId);
        tag.ifPresent(state -> StateTag.set(response, state));
        return policySet;
    }

    private PolicySet live(String zoneId, String policySetId) {
        return policySets
                .find(zoneId, policySetId)
                .orElseThrow(() -> QueryRejection.Reason.POLICY_SET_NOT_FOUND.because(
                        "no live policy set %s in zone %s", policySetId, zoneId));
    }

    @GetMapping("/v1/zones/{zoneId}/policy-sets/{policySetId}/versions")
    @RolesAllowed("zone:read")
    @Operation(
            operationId = "listPolicySetVersions",
            summary = "Lists the sealed versions of a policy set.",
            tags = "Policy sets")
    @ApiResponse(responseCode = "404", description = "policy_set_not_found")
    Page<PolicySetVersion> versions(@PathVariable String zoneId, @PathVariable String policySetId, PageRequest asked) {
        var policySet = live(zoneId, policySetId);
        return Page.of(policySets.versions(policySet.id(), asked), asked);
    }

    @GetMapping("/v1/zones/{zoneId}/policy-sets/{policySetId}/versions/{versionId}")
    @RolesAllowed("zone:read")
    @Operation(
            operationId = "getPolicySetVersion",
            summary = "Gets a sealed version with its manifest.",
            tags = "Policy sets")
    @ApiResponse(responseCode = "404", description = "policy_set_version_not_found")
    SealedManifest version(
            @PathVariable String zoneId, @PathVariable String policySetId, @PathVariable String versionId) {
        var version = policySets
                .findVersion(zoneId, policySetId, versionId)
                .orElseThrow(() -> QueryRejection.Reason.POLICY_SET_VERSION_NOT_FOUND.because(
                        "no version %s of policy set %s in zone %s", versionId, policySetId, zoneId));
        return SealedManifest.of(version, policySets.manifest(versionId), policySets.contents(versionId));
    }
}
