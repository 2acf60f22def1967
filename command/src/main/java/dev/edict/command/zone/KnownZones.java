package dev.edict.command.zone;

/** Facts about zones that commands of other aggregates are decided on. */
public interface KnownZones {

    boolean exists(String zoneId);

    boolean isSlugTaken(String slug);
}
