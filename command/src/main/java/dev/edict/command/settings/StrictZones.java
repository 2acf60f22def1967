package dev.edict.command.settings;

/** The zones that reject a policy set with warnings. */
public interface StrictZones {

    boolean isStrict(String zoneId);
}
