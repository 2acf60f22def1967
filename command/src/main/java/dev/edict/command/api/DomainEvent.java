package dev.edict.command.api;

/** Something that was decided about a zone; every event of the log is one. */
public interface DomainEvent {

    /** The zone it happened in: the unit of order, of projection and of propagation. */
    String zoneId();
}
