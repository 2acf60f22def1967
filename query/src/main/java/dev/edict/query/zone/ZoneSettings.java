package dev.edict.query.zone;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * The settings of a zone: how strictly its policies and its activations are checked.
 *
 * @param strict whether a policy set with warnings cannot be sealed
 * @param canaries what happens to an activation whose canaries would fail: {@code off}, {@code warn} or {@code required}
 * @param evidence what happens to an activation that lacks evidence: {@code none}, {@code warn} or {@code required}
 * @param settingsSeq number of the latest change; 0 for none
 */
public record ZoneSettings(boolean strict, String canaries, String evidence, @JsonIgnore long settingsSeq) {}
