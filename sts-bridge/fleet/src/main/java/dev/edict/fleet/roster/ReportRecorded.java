package dev.edict.fleet.roster;

import java.util.Set;

/**
 * Tells the parts of this process that decision points reported, came or went. It is not a domain event.
 *
 * @param zoneIds the zones that were reported about; empty when a decision point came or went
 */
public record ReportRecorded(Set<String> zoneIds) {}
