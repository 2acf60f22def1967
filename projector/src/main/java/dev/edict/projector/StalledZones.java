package dev.edict.projector;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The zones of a projector that have dead-lettered events, for the command line that replays them. */
public interface StalledZones {

    /** Ordered by zone id. */
    List<StalledZone> list();

    /**
     * Retries the dead letters, zone by zone and in order. A zone stays stalled if its first event fails again.
     *
     * @return the number of zones that resumed
     */
    int replay();

    /**
     * A stalled zone.
     *
     * @param position index in the log of the event that failed
     * @param waiting number of waiting events, including this one
     * @param cause why it failed
     */
    record StalledZone(String zoneId, long position, String eventType, long waiting, @Nullable String cause) {}
}
