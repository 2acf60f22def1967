package dev.edict.console.timeline;

import dev.edict.query.policyset.VersionNames;
import dev.edict.query.trail.TimelineEntry;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/** Makes rows of timeline entries, for a page and as HTML for the stream. */
@Component
class TimelineRows {

    private final VersionNames versions;
    private final ITemplateEngine templates;

    TimelineRows(VersionNames versions, ITemplateEngine templates) {
        this.versions = versions;
        this.templates = templates;
    }

    /** Rows in the order of the entries. */
    List<TimelineRow> of(String zoneId, List<TimelineEntry> entries) {
        var ids = entries.stream()
                .flatMap(entry -> Stream.of(entry.previousVersionId(), entry.governingVersionId()))
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        var names = ids.isEmpty() ? Map.<String, VersionNames.VersionName>of() : versions.of(zoneId, ids);
        return entries.stream().map(entry -> TimelineRow.of(entry, names)).toList();
    }

    /** The same HTML that a page has for the row. */
    String html(TimelineRow row) {
        return templates.process("timeline/live", new Context(Locale.ENGLISH, Map.of("row", row)));
    }
}
