package dev.edict.decision.delta;

import java.util.Objects;

/** The bundles that are compared. */
record Sides(AccessSide before, AccessSide after) {

    boolean haveSoundTiers() {
        return before.hasSoundTiers() && after.hasSoundTiers();
    }

    boolean haveSoundConfinement() {
        return before.hasSoundConfinement() && after.hasSoundConfinement();
    }

    boolean haveSameConfinement() {
        return before.policy().confinement().equals(after.policy().confinement());
    }

    /** Whether everything but the grants is the same. */
    boolean differInGrantsOnly() {
        var one = before.policy();
        var other = after.policy();
        return Objects.equals(one.denialOfAll(), other.denialOfAll())
                && Objects.equals(one.mintFault(), other.mintFault())
                && Objects.equals(one.confinementFault(), other.confinementFault())
                && haveSameConfinement()
                && one.tiers().equals(other.tiers())
                && one.ambiguousScopes().equals(other.ambiguousScopes());
    }
}
