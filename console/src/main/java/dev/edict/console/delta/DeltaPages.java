package dev.edict.console.delta;

import dev.edict.console.page.FilterFields;
import dev.edict.console.page.UnknownPage;
import dev.edict.query.QueryRejection;
import dev.edict.query.delta.DeltaPart;
import dev.edict.query.delta.DeltaReader;
import dev.edict.query.policyset.PolicySetReader;
import dev.edict.query.policyset.PolicySetVersion;
import dev.edict.query.policyset.VersionNames;
import dev.edict.query.policyset.VersionNames.VersionName;
import dev.edict.query.zone.ZoneReader;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Shows every request that a version decides differently than what governs, or than another version. */
@Controller
@Hidden
class DeltaPages {

    private static final int PAGE = 200;
    private static final int LONGEST_ID = 512;
    private static final int LONGEST_POSITION = 9;

    private final DeltaReader deltas;
    private final PolicySetReader sets;
    private final VersionNames names;
    private final ZoneReader zones;

    DeltaPages(DeltaReader deltas, PolicySetReader sets, VersionNames names, ZoneReader zones) {
        this.deltas = deltas;
        this.sets = sets;
        this.names = names;
        this.zones = zones;
    }

    /**
     * The changes of a page.
     *
     * @param version the newer version; without it the one that was sealed last
     * @param request with what to compare the version, and from which change on to show them
     */
    @GetMapping("/console/zones/{zoneId}/delta")
    @RolesAllowed("zone:read")
    ModelAndView show(
            @PathVariable String zoneId,
            @RequestParam(required = false) @Nullable String version,
            HttpServletRequest request) {
        var newer = find(zoneId, version == null ? newest(zoneId) : version);
        var fields = new FilterFields(request);
        var named = fields.text("against", LONGEST_ID);
        var from = position(fields.text("from", LONGEST_POSITION));
        var governing = zones.governance(zoneId).orElseThrow(UnknownPage::new).versionId();
        var older = named == null ? governing : find(zoneId, named).id();
        var delta = deltas.between(older, newer.id());
        var start = Math.min(from, delta.size());
        var end = Math.min(delta.size(), start + PAGE);
        var model = new HashMap<String, Object>();
        model.put("version", newer);
        model.put("versions", names.newest(zoneId));
        model.put("against", label(zoneId, older));
        model.put("part", DeltaPart.of(delta, zoneId, start, end));
        model.put("grid", DeltaGrid.of(delta.access()));
        model.put("next", end < delta.size() ? Integer.valueOf(end) : null);
        model.put("previous", start > 0 ? Integer.valueOf(Math.max(0, start - PAGE)) : null);
        return new ModelAndView("delta/show", model);
    }

    private static int position(@Nullable String text) {
        if (text == null) {
            return 0;
        }
        if (!text.matches("[0-9]{1,9}")) {
            throw QueryRejection.Reason.INVALID_QUERY.because("from must be a whole number");
        }
        return Integer.parseInt(text);
    }

    private String newest(String zoneId) {
        return names.newest(zoneId).stream().findFirst().map(VersionName::id).orElseThrow(UnknownPage::new);
    }

    private PolicySetVersion find(String zoneId, String versionId) {
        return sets.findVersion(zoneId, versionId).orElseThrow(UnknownPage::new);
    }

    private @Nullable PolicySetVersion label(String zoneId, @Nullable String versionId) {
        return versionId == null ? null : find(zoneId, versionId);
    }
}
