package dev.edict.console.deploy;

import dev.edict.console.page.UnknownPage;
import dev.edict.fleet.propagation.PropagationReader;
import dev.edict.fleet.verification.CheckState;
import dev.edict.fleet.verification.VerificationReader;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.annotation.security.RolesAllowed;
import java.util.HashMap;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;

/** Shows an activation, rollback or deactivation become true on every decision point, and its verification. */
@Controller
@Hidden
class DeploymentPages {

    /** The status by which htmx stops asking. */
    private static final HttpStatusCode STOP = HttpStatusCode.valueOf(286);

    private final PropagationReader propagation;
    private final VerificationReader verifications;

    DeploymentPages(PropagationReader propagation, VerificationReader verifications) {
        this.propagation = propagation;
        this.verifications = verifications;
    }

    @GetMapping("/console/zones/{zoneId}/deployments/{seq}")
    @RolesAllowed("zone:read")
    ModelAndView show(@PathVariable String zoneId, @PathVariable long seq) {
        return view("deploy/deployment", zoneId, seq);
    }

    /** The part that changes; it is asked for again until the verification is decided. */
    @GetMapping("/console/zones/{zoneId}/deployments/{seq}/status")
    @RolesAllowed("zone:read")
    ModelAndView status(@PathVariable String zoneId, @PathVariable long seq) {
        var view = view("deploy/deployment-status :: status", zoneId, seq);
        view.setStatus(Boolean.TRUE.equals(view.getModel().get("decided")) ? STOP : HttpStatus.OK);
        return view;
    }

    private ModelAndView view(String name, String zoneId, long seq) {
        var model = new HashMap<String, Object>();
        var reach = propagation.propagation(zoneId, seq).orElseThrow(UnknownPage::new);
        var verification = verifications.find(zoneId, seq).orElseThrow(UnknownPage::new);
        model.put("propagation", reach);
        model.put("verification", verification);
        model.put("decided", verification.verdict() != CheckState.PENDING);
        Convergence.curve(reach).ifPresent(curve -> model.put("curve", curve));
        return new ModelAndView(name, model);
    }
}
