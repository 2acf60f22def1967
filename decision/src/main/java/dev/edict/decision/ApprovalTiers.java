package dev.edict.decision;

import dev.edict.decision.language.Literal;
import dev.edict.decision.language.Literal.ArrayLiteral;
import dev.edict.decision.language.Literal.NumberLiteral;
import dev.edict.decision.language.Literal.ObjectLiteral;
import dev.edict.decision.language.Literal.StringLiteral;
import dev.edict.decision.language.TermOrder;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is declared for each tier, every declaration as it was written. */
record ApprovalTiers(Map<String, Set<Literal>> declarationsByTier) {
    static final ApprovalTiers NONE = new ApprovalTiers(Map.of());

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
                    .computeIfAbsent(RiskTiers.nonEmpty(entry, "tier"), tier -> new TreeSet<>(TermOrder.INSTANCE))
                    .add(entry);
        }
        return Slot.of(new ApprovalTiers(declarations));
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
                || (value instanceof NumberLiteral number
                        && number.value().signum() > 0
                        && number.value().scale() <= 0);
    }

    /** Every declaration of these tiers, in the contract's order. */
    Collection<Literal> declared(Collection<String> tiers) {
        var found = new TreeSet<Literal>(TermOrder.INSTANCE);
        for (var tier : tiers) {
            found.addAll(declarationsByTier.getOrDefault(tier, Set.of()));
        }
        return found;
    }
}
