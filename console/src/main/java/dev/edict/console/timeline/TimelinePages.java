package dev.edict.console.timeline;

import dev.edict.console.page.FilterFields;
import dev.edict.query.Page;
import dev.edict.query.PageRequest;
import dev.edict.query.trail.TimelineEntries;
import dev.edict.query.trail.TimelineEntry;
import dev.edict.query.trail.TimelineFilter;
import dev.edict.query.trail.TimelineReader;
import dev.edict.query.trail.TimelineRequest;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;

/** Shows what happened in a zone, and what governed it when. */
@Controller
@Hidden
class TimelinePages {

    /** The events that the timeline of a zone has, as choices. */
    private static final List<String> EVENTS = List.of(
            "zone.version_activated",
            "zone.activation_rolled_back",
            "zone.deactivated",
            "deployment.propagated",
            "deployment.overdue",
            "deployment.canaries_passed",
            "deployment.canaries_failed",
            "deployment.verified",
            "deployment.verification_failed",
            "policy.created",
            "policy.version_created",
            "policy.archived",
            "policy_set.created",
            "policy_set.version_created",
            "policy_set.version_simulated",
            "policy_set.archived",
            "canary.defined",
            "canary.removed",
            "suite.defined",
            "suite.removed",
            "catalogue.replaced",
            "zone.registered",
            "zone.changed",
            "zone.archived",
            "zone_settings.changed",
            "audit_retention.changed",
            "decision_partition.sealed",
            "decision_point.dismissed",
            "invalidation_stream.resynchronised",
            "note.erased",
            "admin_token.minted",
            "admin_token.revoked");

    private static final int MOST_SHOWN = 50;
    private static final int MOST_IN_BAND = 60;

    private final TimelineEntries entries;
    private final TimelineReader timeline;
    private final TimelineRows rows;
    private final Clock clock = Clock.systemUTC();

    TimelinePages(TimelineEntries entries, TimelineReader timeline, TimelineRows rows) {
        this.entries = entries;
        this.timeline = timeline;
        this.rows = rows;
    }

    @GetMapping("/console/zones/{zoneId}/timeline")
    @RolesAllowed("zone:read")
    ModelAndView show(@PathVariable String zoneId, HttpServletRequest request) {
        var fields = new FilterFields(request);
        var filter = filter(fields);
        var cursor = fields.text("cursor", PageRequest.MAX_CURSOR_LENGTH);
        var asked = TimelineRequest.newestFirst(MOST_SHOWN, cursor, filter);
        var page = asked.page(entries.read(zoneId, asked));
        var band = GovernanceBand.of(timeline.activations(zoneId, Long.MAX_VALUE, MOST_IN_BAND), clock.instant());
        var model = new HashMap<String, @Nullable Object>();
        model.put("filter", filter);
        model.put("events", EVENTS);
        model.put("rows", rows.of(zoneId, page.items()));
        model.put("next", page.nextCursor());
        model.put("band", band);
        model.put("isFiltered", !filter.equals(TimelineFilter.NONE));
        model.put("isLive", cursor == null && filter.until() == null);
        model.put("newest", newest(zoneId, page));
        return new ModelAndView("timeline/show", model);
    }

    private static TimelineFilter filter(FilterFields fields) {
        var since = fields.utc("since");
        var until = fields.utc("until");
        FilterFields.requirePeriod(since, until);
        return new TimelineFilter(since, until, ShownFilter.of(fields));
    }

    /** Where the stream begins: after the newest entry shown, or after the newest of all if none is shown. */
    private long newest(String zoneId, Page<TimelineEntry> page) {
        if (!page.items().isEmpty()) {
            return page.items().get(0).sequence();
        }
        var newest = TimelineRequest.newestFirst(1, null, TimelineFilter.NONE);
        return entries.read(zoneId, newest).entries().stream()
                .mapToLong(TimelineEntry::sequence)
                .findFirst()
                .orElse(0);
    }
}
