package dev.edict.query.trail;

import javax.sql.DataSource;

/** The controller of timelines with readers of its own. */
final class TimelineSlices {

    private TimelineSlices() {}

    static TimelineController controller(DataSource database, TimelineEntries entries) {
        return new TimelineController(new TimelineReader(database), entries, new TimelineExport(entries));
    }
}
