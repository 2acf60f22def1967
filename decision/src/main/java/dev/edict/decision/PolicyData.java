package dev.edict.decision;

import dev.edict.decision.language.DataRule;
import dev.edict.decision.value.Literal;
import dev.edict.decision.value.Literal.ObjectLiteral;
import dev.edict.decision.value.Literal.StringLiteral;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The data of a bundle in the form that the decision table needs (contract §8.3).
 *
 * @param restrictions number of reasons to freeze the zone
 * @param appIds application id by binding key
 * @param grants grant by resource identifier, only those with an application
 */
record PolicyData(
        Slot<Integer> restrictions,
        Slot<Map<Literal, Literal>> appIds,
        Slot<Map<String, Grant>> grants,
        Slot<Confinement> confinement,
        Slot<RiskTiers> risk,
        Slot<ApprovalTiers> approvals) {

    static PolicyData from(Map<DataRule, Slot<Literal>> rules) {
        var appIds = read(rules, DataRule.APP_IDS, Map.of(), PolicyData::appIds);
        var bindings = appIds.content() == null ? Map.<Literal, Literal>of() : appIds.content();
        return new PolicyData(
                read(rules, DataRule.RESTRICT, 0, PolicyData::restrictions),
                appIds,
                read(rules, DataRule.GRANTS, Map.of(), value -> grants(value, bindings)),
                read(rules, DataRule.CONFINEMENT, Confinement.NONE, value -> Slot.of(Confinement.from(value))),
                read(rules, DataRule.RISK, RiskTiers.NONE, RiskTiers::from),
                read(rules, DataRule.APPROVAL_TIERS, ApprovalTiers.NONE, ApprovalTiers::from));
    }

    private static <T> Slot<T> read(
            Map<DataRule, Slot<Literal>> rules, DataRule rule, T absent, Function<Literal, Slot<T>> content) {
        var defined = rules.get(rule);
        return defined == null ? Slot.of(absent) : defined.map(content);
    }

    private static Slot<Integer> restrictions(Literal value) {
        return value.isCollection() ? Slot.of(value.items().size()) : Slot.malformed("malformed_restrict_data", true);
    }

    private static Slot<Map<Literal, Literal>> appIds(Literal value) {
        return value instanceof ObjectLiteral object
                ? Slot.of(object.members())
                : Slot.malformed("malformed_app_ids_data", true);
    }

    /** The contract's engine does not compile grants if all entries lack a member that it looks up. */
    private static Slot<Map<String, Grant>> grants(Literal value, Map<Literal, Literal> bindings) {
        if (!(value instanceof ObjectLiteral entries)
                || !(isSomewhere("application", StringLiteral.class::isInstance, entries)
                        && isSomewhere("roles", Literal::isCollection, entries))) {
            return Slot.malformed("malformed_grants_data", true);
        }
        var grants = new HashMap<String, Grant>();
        entries.members().forEach((resource, entry) -> {
            var grant = Grant.from(entry, bindings);
            if (grant != null && resource instanceof StringLiteral identifier) {
                grants.put(identifier.value(), grant);
            }
        });
        return Slot.of(grants);
    }

    private static boolean isSomewhere(String member, Predicate<Literal> isUsable, ObjectLiteral entries) {
        if (entries.members().isEmpty()) {
            return true;
        }
        for (var entry : entries.items()) {
            var value = entry instanceof ObjectLiteral grant ? grant.member(member) : null;
            if (value != null && isUsable.test(value)) {
                return true;
            }
        }
        return false;
    }

    /** The denial of every request; null if the bundle can be evaluated. */
    @Nullable
    Decision faultEverywhere() {
        for (var slot : List.of(grants, appIds, confinement, risk, approvals)) {
            var fault = slot.faultEverywhere();
            if (fault != null) {
                return fault;
            }
        }
        return null;
    }
}
