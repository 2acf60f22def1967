package dev.edict.command.policyset;

/** The names of live policy sets. */
interface PolicySetNames {

    boolean isTaken(String zoneId, String name);
}
