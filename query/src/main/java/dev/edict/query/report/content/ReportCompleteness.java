package dev.edict.query.report.content;

import org.jspecify.annotations.Nullable;

/**
 * Which events the report considered.
 *
 * @param firstIndex the first event of the zone or of all zones in the period; null if there is none
 * @param events how many there are
 * @param logFirstIndex the first index of the whole log in the period
 * @param logEvents how many events the whole log has from that index to its last one in the period
 * @param gapless whether these are as many as the indices
 * @param digest SHA-256, as hex, over index, identifier, payload and metadata of the considered events in order, each as
 *     its length in bytes, a colon, and its UTF-8
 * @param statement what the report does not prove
 */
public record ReportCompleteness(
        @Nullable Long firstIndex,
        @Nullable Long lastIndex,
        long events,
        long logFirstIndex,
        long logLastIndex,
        long logEvents,
        boolean gapless,
        String digest,
        String statement) {}
