package dev.edict.query.suite;

import java.util.List;

/**
 * All suites of a zone as of one instant, without their cases.
 *
 * @param suitesVersion number of the latest change; 0 for none
 * @param items by name; at most 50
 */
public record ZoneSuites(String zoneId, long suitesVersion, List<SuiteSummary> items) {}
