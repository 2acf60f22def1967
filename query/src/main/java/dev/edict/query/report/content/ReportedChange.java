package dev.edict.query.report.content;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * An event of the log.
 *
 * @param zoneId {@code *} for a change of all zones
 * @param onBehalfOf the name that the caller stated; {@code [erased]} if it was erased, null if none was stated
 * @param reason the explanation; {@code [erased]} if it was erased, null if none was given
 * @param evidence what an activation rests on; null for other events
 * @param previewDigest SHA-256 of the preview that the caller had read, of which the access delta is a part; null if it
 *     named none
 * @param exception the kind of exception that the event is; null for none
 * @param details the other members of the event
 */
public record ReportedChange(
        long index,
        String eventId,
        String recordedAt,
        String occurredAt,
        String event,
        String revision,
        String zoneId,
        String actor,
        @Nullable String onBehalfOf,
        boolean viaOperator,
        boolean imported,
        @Nullable String requestId,
        @Nullable String reason,
        @Nullable ReportedEvidence evidence,
        @Nullable String previewDigest,
        @Nullable String exception,
        ObjectNode details) {}
