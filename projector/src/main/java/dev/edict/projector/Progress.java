package dev.edict.projector;

import org.jspecify.annotations.Nullable;

/**
 * How far a streaming processor is, at one moment.
 *
 * @param head index of the last event of the log
 * @param position index of the last event handled or set aside
 * @param lagSeconds age of the oldest event that is neither; 0 for an imported one, which is as old as its source says
 * @param deadLetters events set aside
 * @param stalledZones zones that have any
 * @param stalledZone one of those zones, for the log
 * @param cause why its first event was set aside
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
