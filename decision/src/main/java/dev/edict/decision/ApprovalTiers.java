package dev.edict.decision;

import dev.edict.decision.value.Literal;
import dev.edict.decision.value.Literal.ArrayLiteral;
import dev.edict.decision.value.Literal.NumberLiteral;
import dev.edict.decision.value.Literal.ObjectLiteral;
import dev.edict.decision.value.Literal.StringLiteral;
import dev.edict.decision.value.TermOrder;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The declarations of each tier, as written.
 *
 * @param ordered false if decision points confuse distinct numbers among the declarations; the order of many of them is
 *     then undefined
 */
record ApprovalTiers(Map<String, Set<Literal>> declarationsByTier, boolean ordered) {
    static final ApprovalTiers NONE = new ApprovalTiers(Map.of(), true);

    private static final Set<Literal> APPROVERS = strings("operator", "subject", "any");
    private static final Set<Literal> PRIVACIES = strings("identified", "pseudonymous", "anonymous");

    private static Set<Literal> strings(String... values) {
        return Set.copyOf(List.of(values).stream().map(StringLiteral::new).toList());
    }

    static Slot<ApprovalTiers> from(Literal value) {
        if (!(value instanceof ArrayLiteral entries)
                || !entries.elements().stream().allMatch(ApprovalTiers::isWellFormed)) {
            return Slot.malformed("malformed_approval_data", false);
        }
        var declarations = new HashMap<String, Set<Literal>>();
        for (var entry : entries.elements()) {
            declarations
                    .computeIfAbsent(RiskTiers.nonEmpty(entry, "tier"), tier -> new LinkedHashSet<>())
                    .add(entry);
        }
        return Slot.of(new ApprovalTiers(declarations, !NumberLiteral.areConfused(entries.numbers())));
    }

    private static boolean isWellFormed(Literal entry) {
        return entry instanceof ObjectLiteral declaration
                && !RiskTiers.nonEmpty(declaration, "tier").isEmpty()
                && isAbsentOrOneOf(declaration.member("approver"), APPROVERS)
                && isAbsentOrOneOf(declaration.member("privacy"), PRIVACIES)
                && isAbsentOrPositive(declaration.member("ttl_seconds"));
    }

    private static boolean isAbsentOrOneOf(@Nullable Literal value, Set<Literal> allowed) {
        return value == null || allowed.contains(value);
    }

    private static boolean isAbsentOrPositive(@Nullable Literal value) {
        return value == null
                || (value instanceof NumberLiteral number && number.value().signum() > 0 && number.isWhole());
    }

    /**
     * Every declaration of these tiers, in the contract's order.
     *
     * @throws NotAnalysable if that order is undefined
     */
    List<Literal> declared(Collection<String> tiers) {
        var found = new LinkedHashSet<Literal>();
        for (var tier : tiers) {
            found.addAll(declarationsByTier.getOrDefault(tier, Set.of()));
        }
        if (!ordered && found.size() > TermOrder.SORTED_BY_INSERTION) {
            throw new NotAnalysable(
                    "approval_tiers: more than %d declarations whose numbers have no order, such as 10.0 and 1"
                            .formatted(TermOrder.SORTED_BY_INSERTION));
        }
        return TermOrder.sorted(found);
    }
}
