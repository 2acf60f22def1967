package dev.edict.query.asof;

import java.time.OffsetDateTime;

/**
 * How far the log had come.
 *
 * @param sequence the index of the last event that counts
 * @param recordedAt when the log took that event
 * @param instant the instant that was asked about
 */
record LogHead(long sequence, OffsetDateTime recordedAt, OffsetDateTime instant) {}
