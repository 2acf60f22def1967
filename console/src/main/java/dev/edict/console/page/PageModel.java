package dev.edict.console.page;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.servlet.HandlerMapping;

/** Adds to every page who is signed in, and what the token may do in the zone of the page. */
@ControllerAdvice("dev.edict.console")
class PageModel {

    private static final String PART_OF_A_PAGE = "hx-request";

    private final Rights rights;
    private final ZoneHeaders headers;

    PageModel(Rights rights, ZoneHeaders headers) {
        this.rights = rights;
        this.headers = headers;
    }

    /**
     * Who looks at the page.
     *
     * @param name the actor in the log; empty if no one is signed in
     * @param zoneId the zone of the page; null outside of zones
     */
    record Visitor(String name, @Nullable String zoneId, Rights rights) {

        /** Why the visitor may not change the zone of the page; null if it may. */
        public @Nullable String changeRefusal() {
            return rights.refusal("zone:write", zoneId);
        }

        /** Why the visitor may not change the installation; null if it may. */
        public @Nullable String installationRefusal() {
            return rights.refusal("installation:write", null);
        }
    }

    @ModelAttribute("visitor")
    Visitor visitor(HttpServletRequest request) {
        var principal = request.getUserPrincipal();
        return new Visitor(principal == null ? "" : principal.getName(), zone(request), rights);
    }

    /** Null outside of zones, and for a part of a page, which has no header. */
    @ModelAttribute("zone")
    @Nullable
    ZoneHeader header(HttpServletRequest request) {
        var zoneId = zone(request);
        return zoneId == null || isPart(request) ? null : headers.of(zoneId);
    }

    private static boolean isPart(HttpServletRequest request) {
        return request.getHeader(PART_OF_A_PAGE) != null
                || MediaType.TEXT_EVENT_STREAM_VALUE.equals(request.getHeader(HttpHeaders.ACCEPT));
    }

    private static @Nullable String zone(HttpServletRequest request) {
        return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables
                        && variables.get("zoneId") instanceof String zoneId
                ? zoneId
                : null;
    }
}
