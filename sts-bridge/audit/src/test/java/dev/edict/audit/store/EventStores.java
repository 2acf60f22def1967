package dev.edict.audit.store;

import dev.edict.audit.AuditDatabase;
import dev.edict.command.api.zone.ZoneDirectory.KnownZone;
import java.util.Optional;

/** Stores of events for tests of other packages. */
public final class EventStores {

    private EventStores() {}

    /** One that knows a zone. */
    public static EventStore of(AuditDatabase database, String zone) {
        return new EventStore(
                id -> id.equals(zone) ? Optional.of(new KnownZone(null, false)) : Optional.empty(), database.pool());
    }
}
