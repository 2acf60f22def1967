package dev.edict.console.timeline;

import dev.edict.console.page.FilterFields;
import dev.edict.query.trail.EntryFilter;

/** Reads the filter of the timeline's page, which its stream has as well. */
final class ShownFilter {

    private static final int MAX_TEXT_LENGTH = 256;
    private static final int MAX_LENGTH = 128;

    private ShownFilter() {}

    static EntryFilter of(FilterFields fields) {
        return new EntryFilter(
                fields.text("actor", MAX_TEXT_LENGTH),
                null,
                fields.text("event", MAX_LENGTH),
                null,
                null,
                fields.text("request_id", MAX_LENGTH),
                null,
                fields.text("text", MAX_TEXT_LENGTH));
    }
}
