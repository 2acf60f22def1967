package dev.edict.command.zone.directory;

/** Facts about zones for decisions of other aggregates. */
public interface KnownZones {

    /** Whether it is registered and not archived. */
    boolean exists(String zoneId);

    /** Whether a zone has this slug, live or archived. */
    boolean isSlugTaken(String slug);
}
