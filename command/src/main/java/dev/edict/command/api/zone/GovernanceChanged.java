package dev.edict.command.api.zone;

import org.jspecify.annotations.Nullable;

/** The governing version of the zone changed. Every replica that decides for the zone must be notified. */
public sealed interface GovernanceChanged extends ZoneEvent
        permits PolicySetVersionActivated, ActivationRolledBack, ZoneDeactivated {

    /** The policy set that governs now or, after a deactivation, the set that governed before. */
    String policySetId();

    /** The version that governs from here on; null after a deactivation. */
    @Nullable
    String governingVersionId();

    /** The version that governed before; null for none. */
    @Nullable
    String previousVersionId();

    /** The previous number + 1, without gaps, per zone. */
    long activationSeq();

    /** Id of the invalidation that announces this change. */
    String dispatchId();
}
