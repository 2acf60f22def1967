package dev.edict.command.api;

/** A decision about one zone or about all zones; every event of the log is one. */
public interface DomainEvent {

    /** The zone id of events that concern no single zone. The grammar of zone ids excludes it. */
    String EVERY_ZONE = "*";

    /** The zone of the event: the unit of order, projection and propagation. */
    String zoneId();
}
