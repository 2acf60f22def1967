package dev.edict.command.api.zone;

import org.jspecify.annotations.Nullable;

/** The zone's pointer moved: every replica that decides for the zone has to hear of it. */
public sealed interface GovernanceChanged extends ZoneEvent
        permits PolicySetVersionActivated, ActivationRolledBack, ZoneDeactivated {

    /** The set concerned: the one that governs now, or, after a deactivation, the one that governed before. */
    String policySetId();

    /** The version that governs from here on; null after a deactivation. */
    @Nullable
    String governingVersionId();

    /** The version that governed until here; null when nothing did. */
    @Nullable
    String previousVersionId();

    /** Previous + 1, without a gap, per zone. */
    long activationSeq();

    /** Identity of the invalidation that announces this change. */
    String dispatchId();
}
