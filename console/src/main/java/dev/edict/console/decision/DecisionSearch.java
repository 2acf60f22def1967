package dev.edict.console.decision;

import dev.edict.console.page.FilterFields;
import dev.edict.query.PageRequest;
import dev.edict.query.audit.AuditRequest;
import dev.edict.query.audit.DecisionFilter;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * What the form for decisions asks for.
 *
 * @param since start of the period, inclusive
 * @param until end of the period, exclusive
 * @param cursor null for the first page
 */
record DecisionSearch(
        DecisionFilter filter,
        @Nullable OffsetDateTime since,
        @Nullable OffsetDateTime until,
        @Nullable String cursor) {

    private static final DecisionFilter ALL =
            new DecisionFilter(null, null, null, null, null, null, null, null, null, null, null, null);

    private static final int MAX_TEXT_LENGTH = 512;
    private static final int MAX_ID_LENGTH = 128;
    private static final int MAX_LABEL_LENGTH = 64;

    static DecisionSearch of(FilterFields fields) {
        var since = fields.utc("since");
        var until = fields.utc("until");
        FilterFields.requirePeriod(since, until);
        var filter = new DecisionFilter(
                fields.text("request_id", MAX_TEXT_LENGTH),
                fields.text("decision", MAX_ID_LENGTH),
                fields.text("event_type", MAX_TEXT_LENGTH),
                fields.text("application_id", MAX_ID_LENGTH),
                null,
                null,
                fields.text("label", MAX_LABEL_LENGTH),
                fields.text("reason", MAX_ID_LENGTH),
                fields.text("resource", MAX_TEXT_LENGTH),
                fields.text("scope", MAX_TEXT_LENGTH),
                fields.text("policy_set_version_id", MAX_ID_LENGTH),
                fields.text("decision_point", MAX_TEXT_LENGTH));
        return new DecisionSearch(filter, since, until, fields.text("cursor", PageRequest.MAX_CURSOR_LENGTH));
    }

    /** Whether it selects anything less than all decisions. */
    public boolean isFiltered() {
        return since != null || until != null || !filter.equals(ALL);
    }

    AuditRequest request(int limit) {
        return AuditRequest.newestFirst(limit, cursor, since, until, filter);
    }
}
