package dev.edict.projector;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Zones of which a projector has set events aside, for the command that brings them back. */
public interface StalledZones {

    /** In order of their ids. */
    List<StalledZone> list();

    /**
     * Handles again, zone by zone and in order, what was set aside; a zone whose first event fails again stays stalled.
     *
     * @return how many zones go on
     */
    int replay();

    /**
     * One zone that stands still.
     *
     * @param position index in the log of the event that could not be handled
     * @param waiting how many events wait, this one included
     * @param cause why it could not be handled
     */
    record StalledZone(String zoneId, long position, String eventType, long waiting, @Nullable String cause) {}
}
