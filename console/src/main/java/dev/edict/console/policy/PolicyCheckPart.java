package dev.edict.console.policy;

import dev.edict.command.policy.PolicyChecks;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.annotation.security.RolesAllowed;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Lists the problems of a text while it is being written; stores nothing. */
@Controller
@Hidden
class PolicyCheckPart {

    private final PolicyChecks checks;

    PolicyCheckPart(PolicyChecks checks) {
        this.checks = checks;
    }

    @PostMapping("/console/zones/{zoneId}/policy-check")
    @RolesAllowed("zone:read")
    ModelAndView check(@PathVariable String zoneId, @RequestParam(defaultValue = "") String content) {
        var problems = checks.problemsOf(ContentForm.unix(content));
        return new ModelAndView("policy/problems :: problems", Map.of("problems", problems));
    }
}
