package dev.edict.query.asof;

import dev.edict.query.Slice;
import java.time.Duration;
import javax.sql.DataSource;

/** The route on the tables of a test. */
final class AsOfSlice {

    static final Duration RETENTION = Duration.ofDays(90);

    private AsOfSlice() {}

    static Slice of(DataSource database) {
        return new Slice(new AsOfController(reader(database)));
    }

    static AsOfReader reader(DataSource database) {
        return new AsOfReader(
                new LogHeads(database),
                new GovernanceLog(database),
                new StreamStates(database),
                new Loads(database, new LoadRetention(RETENTION)));
    }
}
