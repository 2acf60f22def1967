package dev.edict.query.policy;

import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Templates over HTTP (contract §1.4): a bare array, and no route for a single one. */
@RestController
class PolicyTemplateController {

    @GetMapping("/v1/policy-templates")
    List<PolicyTemplate> list() {
        return PolicyTemplates.ALL;
    }
}
