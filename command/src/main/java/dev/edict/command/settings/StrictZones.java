package dev.edict.command.settings;

/** Which zones refuse to seal what has warnings. */
public interface StrictZones {

    boolean isStrict(String zoneId);
}
