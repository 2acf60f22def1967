package dev.edict.app.bench;

import java.util.List;

/** A zone with the sealed versions that a client activates in turn. */
record Zone(String zoneId, String policySetId, List<String> versionIds) {}
