package dev.edict.query.policy;

import dev.edict.query.Page;
import dev.edict.query.PageRequest;
import dev.edict.query.QueryRejection;
import dev.edict.query.StateTag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Questions about policies over HTTP (contract §1.2). */
@RestController
class PolicyController {

    private final PolicyReader policies;

    PolicyController(PolicyReader policies) {
        this.policies = policies;
    }

    @GetMapping("/v1/zones/{zoneId}/policies")
    Page<Policy> list(@PathVariable String zoneId, HttpServletRequest request) {
        var asked = PageRequest.of(request);
        return Page.of(policies.list(zoneId, asked), asked);
    }

    @GetMapping("/v1/zones/{zoneId}/policies/{policyId}")
    PolicyWithVersions get(@PathVariable String zoneId, @PathVariable String policyId, HttpServletResponse response) {
        var policy = policies.find(zoneId, policyId)
                .orElseThrow(() -> QueryRejection.Reason.POLICY_NOT_FOUND.because(
                        "no live policy %s in zone %s", policyId, zoneId));
        var versions = policies.versions(policyId);
        StateTag.set(response, "v" + (versions.isEmpty() ? 0 : versions.get(0).version()));
        return new PolicyWithVersions(policy, versions);
    }

    @GetMapping("/v1/zones/{zoneId}/policies/{policyId}/versions/{versionId}")
    PolicyVersion version(@PathVariable String zoneId, @PathVariable String policyId, @PathVariable String versionId) {
        return policies.version(zoneId, policyId, versionId)
                .orElseThrow(() -> QueryRejection.Reason.POLICY_VERSION_NOT_FOUND.because(
                        "no version %s of policy %s in zone %s", versionId, policyId, zoneId));
    }
}
