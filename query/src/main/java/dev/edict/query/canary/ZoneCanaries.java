package dev.edict.query.canary;

import java.util.List;

/**
 * All canaries of a zone as of one instant.
 *
 * @param canariesVersion number of the latest change; 0 for none
 * @param items by name; at most 200
 */
public record ZoneCanaries(String zoneId, long canariesVersion, List<Canary> items) {}
