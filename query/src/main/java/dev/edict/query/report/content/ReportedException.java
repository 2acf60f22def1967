package dev.edict.query.report.content;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A change that an auditor looks at first.
 *
 * @param exception its kind
 * @param details the members of the event
 */
public record ReportedException(
        long index,
        String recordedAt,
        String exception,
        String event,
        String actor,
        @Nullable String onBehalfOf,
        @Nullable String reason,
        @Nullable ReportedEvidence evidence,
        ObjectNode details) {

    /** A change as an exception of this kind. */
    public static ReportedException of(ReportedChange change, String exception) {
        return new ReportedException(
                change.index(),
                change.recordedAt(),
                exception,
                change.event(),
                change.actor(),
                change.onBehalfOf(),
                change.reason(),
                change.evidence(),
                change.details());
    }
}
