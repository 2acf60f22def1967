package dev.edict.command.policyset;

/** The names that live policy sets have. */
interface PolicySetNames {

    boolean isTaken(String zoneId, String name);
}
