package dev.edict.console.zone;

import dev.edict.console.page.UnknownPage;
import dev.edict.fleet.propagation.PropagationReader;
import dev.edict.fleet.verification.VerificationReader;
import dev.edict.query.canary.CanaryReader;
import dev.edict.query.trail.TimelineReader;
import dev.edict.query.zone.ZoneReader;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.annotation.security.RolesAllowed;
import java.util.HashMap;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;

/** Shows a zone: what governs it, how far the latest activation has come, and whether it did what it should. */
@Controller
@Hidden
class ZoneOverview {

    private static final int LATEST = 5;

    private final ZoneReader zones;
    private final PropagationReader propagation;
    private final VerificationReader verifications;
    private final CanaryReader canaries;
    private final TimelineReader timeline;

    ZoneOverview(
            ZoneReader zones,
            PropagationReader propagation,
            VerificationReader verifications,
            CanaryReader canaries,
            TimelineReader timeline) {
        this.zones = zones;
        this.propagation = propagation;
        this.verifications = verifications;
        this.canaries = canaries;
        this.timeline = timeline;
    }

    @GetMapping("/console/zones/{zoneId}")
    @RolesAllowed("zone:read")
    ModelAndView show(@PathVariable String zoneId) {
        var model = new HashMap<String, Object>(live(zoneId).getModel());
        model.put("activations", timeline.activations(zoneId, Long.MAX_VALUE, LATEST));
        return new ModelAndView("zone/overview", model);
    }

    /** The part that changes while an activation is under way. */
    @GetMapping("/console/zones/{zoneId}/status")
    @RolesAllowed("zone:read")
    ModelAndView live(@PathVariable String zoneId) {
        var model = new HashMap<String, Object>();
        var latest = propagation.propagation(zoneId);
        model.put("propagation", latest);
        model.put("settings", zones.settings(zoneId).orElseThrow(UnknownPage::new));
        model.put(
                "canaries",
                canaries.find(zoneId).orElseThrow(UnknownPage::new).items().size());
        verifications
                .find(zoneId, latest.activationSeq())
                .ifPresent(verification -> model.put("verification", verification));
        return new ModelAndView("zone/status :: status", model);
    }
}
