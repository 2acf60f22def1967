package dev.edict.command.zone.directory;

/** Facts about zones that commands of other aggregates are decided on. */
public interface KnownZones {

    /** Whether it is registered and in use. */
    boolean exists(String zoneId);

    /** Whether a zone has it, be it out of use. */
    boolean isSlugTaken(String slug);
}
