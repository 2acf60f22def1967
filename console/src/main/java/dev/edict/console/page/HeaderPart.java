package dev.edict.console.page;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.annotation.security.RolesAllowed;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;

/** Shows again what stands above the pages of a zone, after somebody changed what governs it. */
@Controller
@Hidden
class HeaderPart {

    private final ZoneHeaders headers;

    HeaderPart(ZoneHeaders headers) {
        this.headers = headers;
    }

    @GetMapping("/console/zones/{zoneId}/head")
    @RolesAllowed("zone:read")
    ModelAndView show(@PathVariable String zoneId) {
        return new ModelAndView("head :: title", "zone", headers.of(zoneId));
    }
}
