package dev.edict.audit.store;

import dev.edict.command.api.zone.ZoneDirectory;
import java.util.Optional;
import javax.sql.DataSource;

/** The stores of a test's database, which knows the zones whose ids begin with z. */
public final class Stores {

    private Stores() {}

    public static EventStore events(DataSource pool) {
        return new EventStore(
                zone -> zone.startsWith("z") ? Optional.of(new ZoneDirectory.KnownZone(null, false)) : Optional.empty(),
                pool);
    }

    public static DeadLetters deadLetters(DataSource pool) {
        return new DeadLetters(pool);
    }
}
