package dev.edict.query.policy;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Templates over HTTP (contract §1.4): a bare array, and no route for a single one. */
@RestController
class PolicyTemplateController {

    @GetMapping("/v1/policy-templates")
    @RolesAllowed("any:read")
    @Operation(operationId = "listPolicyTemplates", summary = "Lists policy templates.", tags = "Policies")
    List<PolicyTemplate> list() {
        return PolicyTemplates.ALL;
    }
}
