package dev.edict.query.report.content;

import org.jspecify.annotations.Nullable;

/**
 * What a report is about, and how far its sources had come.
 *
 * @param zoneName the zone's name at the end of the period
 * @param fromAt the beginning of the period, inclusive
 * @param toAt the end of the period, exclusive
 * @param logIndex the last event of the whole log in or before the period
 * @param loadRecordedAt when the last load of the zone in the period was reported; null if none was
 * @param sealIndex the event that sealed the latest month of decisions; null if none did
 */
public record ReportHeader(
        String zoneId,
        String zoneName,
        String fromAt,
        String toAt,
        long logIndex,
        String logEventId,
        String logRecordedAt,
        @Nullable String loadRecordedAt,
        @Nullable Long sealIndex) {}
