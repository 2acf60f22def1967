package dev.edict.query.trail.live;

import java.time.Duration;

/**
 * How long a stream waits, and lasts.
 *
 * @param heartbeat between signs of life, at each of which the right to read is asked
 * @param silence for which timelines may be unreadable before all streams end
 * @param sending for which a client may take the entries of one page
 * @param life after which a client has to resume
 */
record StreamTimes(Duration heartbeat, Duration silence, Duration sending, Duration life) {

    static final StreamTimes USUAL =
            new StreamTimes(Duration.ofSeconds(3), Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofHours(1));
}
