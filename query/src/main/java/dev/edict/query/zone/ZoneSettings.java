package dev.edict.query.zone;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * The settings of a zone: how strictly its policies are checked.
 *
 * @param strict whether a policy set with warnings cannot be sealed
 * @param settingsSeq number of the latest change; 0 for none
 */
public record ZoneSettings(boolean strict, @JsonIgnore long settingsSeq) {}
