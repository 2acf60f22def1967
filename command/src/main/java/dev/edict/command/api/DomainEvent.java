package dev.edict.command.api;

/** Something that was decided about a zone, or about all of them; every event of the log is one. */
public interface DomainEvent {

    /** The zone of what concerns none in particular: outside of the grammar of ids, so that no zone is called so. */
    String EVERY_ZONE = "*";

    /** The zone it happened in: the unit of order, of projection and of propagation. */
    String zoneId();
}
