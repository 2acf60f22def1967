package dev.edict.query.zone;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * What a zone asks of its policies.
 *
 * @param strict whether a policy set with warnings is not sealed
 * @param settingsSeq number of the latest change; 0 when there was none
 */
record ZoneSettings(boolean strict, @JsonIgnore long settingsSeq) {}
