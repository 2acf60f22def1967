package dev.edict.console.asof;

import dev.edict.console.page.FilterFields;
import dev.edict.query.QueryRejection;
import dev.edict.query.asof.AsOfReader;
import dev.edict.query.asof.AsOfReader.Span;
import dev.edict.query.asof.PastPoint;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;

/** Shows what a zone was at an instant: of a slider over its recorded time, of a field, or of an event. */
@Controller
@Hidden
class AsOfPages {

    private static final int MAX_LENGTH = 32;
    private static final Pattern DECIMAL = Pattern.compile("[1-9][0-9]{0,17}");

    private final AsOfReader past;

    AsOfPages(AsOfReader past) {
        this.past = past;
    }

    @GetMapping("/console/zones/{zoneId}/as-of")
    @RolesAllowed("zone:read")
    ModelAndView show(@PathVariable String zoneId, HttpServletRequest request) {
        var span = past.span(zoneId);
        var answer = past.find(zoneId, point(new FilterFields(request), span), false);
        var first = span.from().getEpochSecond();
        var last = Math.max(first, span.until().getEpochSecond());
        var shown = Instant.parse(answer.at());
        var model = new HashMap<String, Object>();
        model.put("past", answer);
        model.put("at", shown);
        model.put("from", span.from());
        model.put("first", first);
        model.put("last", last);
        model.put("second", Math.min(last, Math.max(first, shown.getEpochSecond())));
        return new ModelAndView("asof/show", model);
    }

    /** The slider counts in seconds, so its ends are those of the zone's time. */
    private static PastPoint point(FilterFields fields, Span span) {
        var at = fields.utc("at");
        if (at != null) {
            return PastPoint.at(at);
        }
        var seq = number("seq", fields.text("seq", MAX_LENGTH));
        if (seq != null) {
            return PastPoint.seq(seq);
        }
        var second = number("second", fields.text("second", MAX_LENGTH));
        return PastPoint.at((second == null ? span.until() : within(span, second)).atOffset(ZoneOffset.UTC));
    }

    private static Instant within(Span span, long second) {
        if (second <= span.from().getEpochSecond()) {
            return span.from();
        }
        return second >= span.until().getEpochSecond() ? span.until() : Instant.ofEpochSecond(second);
    }

    private static @Nullable Long number(String name, @Nullable String text) {
        if (text == null) {
            return null;
        }
        if (!DECIMAL.matcher(text).matches()) {
            throw QueryRejection.Reason.INVALID_QUERY.because("%s must be a whole number from 1", name);
        }
        return Long.valueOf(text);
    }
}
