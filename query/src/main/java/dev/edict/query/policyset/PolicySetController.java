package dev.edict.query.policyset;

import dev.edict.query.Page;
import dev.edict.query.PageRequest;
import dev.edict.query.QueryRejection;
import dev.edict.query.StateTag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Questions about policy sets and what they sealed over HTTP (contract §1.3). */
@RestController
class PolicySetController {

    private final PolicySetReader policySets;

    PolicySetController(PolicySetReader policySets) {
        this.policySets = policySets;
    }

    @GetMapping("/v1/zones/{zoneId}/policy-sets")
    Page<PolicySet> list(@PathVariable String zoneId, HttpServletRequest request) {
        var asked = PageRequest.of(request);
        return Page.of(policySets.list(zoneId, asked), asked);
    }

    @GetMapping("/v1/zones/{zoneId}/policy-sets/{policySetId}")
    PolicySet get(@PathVariable String zoneId, @PathVariable String policySetId, HttpServletResponse response) {
        // Read before the set: a tag that is older than what it comes with is refused, a newer one would lie.
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
    Page<PolicySetVersion> versions(
            @PathVariable String zoneId, @PathVariable String policySetId, HttpServletRequest request) {
        var asked = PageRequest.of(request);
        var policySet = live(zoneId, policySetId);
        return Page.of(policySets.versions(policySet.id(), asked), asked);
    }

    @GetMapping("/v1/zones/{zoneId}/policy-sets/{policySetId}/versions/{versionId}")
    SealedManifest version(
            @PathVariable String zoneId, @PathVariable String policySetId, @PathVariable String versionId) {
        var version = policySets
                .findVersion(zoneId, policySetId, versionId)
                .orElseThrow(() -> QueryRejection.Reason.POLICY_SET_VERSION_NOT_FOUND.because(
                        "no version %s of policy set %s in zone %s", versionId, policySetId, zoneId));
        return SealedManifest.of(version, policySets.manifest(versionId));
    }
}
