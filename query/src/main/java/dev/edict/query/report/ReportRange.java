package dev.edict.query.report;

import java.time.OffsetDateTime;

/**
 * The part of the log that a report is about.
 *
 * @param from inclusive
 * @param to exclusive
 * @param registeredAt when the zone was
 * @param first the first index of the period
 * @param last the last index of the period; less than the first one if it has no events
 */
record ReportRange(
        String zoneId, OffsetDateTime from, OffsetDateTime to, OffsetDateTime registeredAt, long first, long last) {}
