package dev.edict.projector;

import org.jspecify.annotations.Nullable;

/**
 * The progress of a streaming processor at one moment.
 *
 * @param head index of the last event of the log
 * @param position index of the last event that was handled or dead-lettered
 * @param lagSeconds age of the oldest event after the position; 0 for an imported event, which has the age of its
 *     source
 * @param deadLetters number of dead-lettered events
 * @param stalledZones number of zones with dead letters
 * @param stalledZone one of those zones, for log messages
 * @param cause why the first event of that zone was dead-lettered
 */
record Progress(
        long head,
        long position,
        double lagSeconds,
        long deadLetters,
        long stalledZones,
        @Nullable String stalledZone,
        @Nullable String cause) {

    static final Progress NONE = new Progress(0, 0, 0, 0, 0, null, null);

    long lag() {
        return Math.max(0, head - position);
    }
}
