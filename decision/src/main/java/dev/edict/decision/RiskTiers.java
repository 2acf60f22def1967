package dev.edict.decision;

import dev.edict.decision.value.Literal;
import dev.edict.decision.value.Literal.ArrayLiteral;
import dev.edict.decision.value.Literal.ObjectLiteral;
import dev.edict.decision.value.Literal.StringLiteral;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The tier of every scope that has one.
 *
 * @param ambiguous the scopes with two tiers
 */
record RiskTiers(Map<String, String> tierByScope, Set<String> ambiguous) {
    static final RiskTiers NONE = new RiskTiers(Map.of(), Set.of());

    static Slot<RiskTiers> from(Literal value) {
        if (!(value instanceof ArrayLiteral entries)) {
            return Slot.malformed("malformed_risk_data", false);
        }
        var tiers = new HashMap<String, String>();
        var ambiguous = new HashSet<String>();
        for (var entry : entries.elements()) {
            var scope = nonEmpty(entry, "scope");
            var tier = nonEmpty(entry, "tier");
            if (scope.isEmpty() || tier.isEmpty()) {
                return Slot.malformed("malformed_risk_data", false);
            }
            var earlier = tiers.putIfAbsent(scope, tier);
            if (earlier != null && !earlier.equals(tier)) {
                ambiguous.add(scope);
            }
        }
        return Slot.of(new RiskTiers(tiers, ambiguous));
    }

    /** The string in this member; empty if there is none. */
    static String nonEmpty(Literal entry, String member) {
        return entry instanceof ObjectLiteral object && object.member(member) instanceof StringLiteral text
                ? text.value()
                : "";
    }
}
