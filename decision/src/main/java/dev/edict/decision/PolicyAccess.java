package dev.edict.decision;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a bundle permits, as data: everything that the decision table (contract §8.5) compares requests with.
 *
 * @param notAnalysable why decisions cannot be derived from this data; null if they can. The other members are then
 *     empty
 * @param denialOfAll the reason with which every request is denied; null if it depends on the request
 * @param mintFault the reason with which every mint and workload request is denied; null if it depends on the request
 * @param confinementFault the reason with which every mint that the rules permit is denied; null if none is
 * @param grants the grants that have an owner, by resource identifier
 * @param confinement the rules that limit what labelled principals may mint
 * @param tiers the tier of every scope that has exactly one, and its approvals
 * @param ambiguousScopes the scopes with two tiers: every mint and workload request for one of them is denied
 */
public record PolicyAccess(
        @Nullable String notAnalysable,
        @Nullable String denialOfAll,
        @Nullable String mintFault,
        @Nullable String confinementFault,
        Map<String, Granted> grants,
        List<Limit> confinement,
        Map<String, Tier> tiers,
        Set<String> ambiguousScopes) {

    /** A bundle under which every request is denied, such as none. */
    public static PolicyAccess denyingAll(String reason) {
        return new PolicyAccess(null, reason, null, null, Map.of(), List.of(), Map.of(), Set.of());
    }

    /**
     * What a resource grants.
     *
     * @param binding the name in {@code app_ids}; empty for a name that is not a string
     * @param application the id of the application that owns the resource
     * @param sound whether the owner is permitted anything; false if {@code application} is not a string
     * @param roles scopes by label
     */
    public record Granted(String binding, String application, boolean sound, Map<String, Set<String>> roles) {
        public Granted {
            roles = Collections.unmodifiableMap(roles);
        }
    }

    /** The scopes that remain for principals with a label of this prefix. */
    public record Limit(String labelPrefix, Set<String> scopes) {}

    /**
     * A tier of a scope.
     *
     * @param approvals the declarations of the tier as JSON; empty if it is undeclared and so requires no approval
     * @param undecided whether decision points cannot give the decision, because a declaration holds a number that they
     *     cannot read
     */
    public record Tier(String name, List<Object> approvals, boolean undecided) {}

    static PolicyAccess of(PolicyData data) {
        try {
            var denial = denialOfAll(data);
            return denial == null ? readable(data) : denyingAll(denial);
        } catch (NotAnalysable e) {
            return new PolicyAccess(e.why(), null, null, null, Map.of(), List.of(), Map.of(), Set.of());
        }
    }

    /** A freeze is asked for first, because it denies every request even if other parts cannot be analysed. */
    private static @Nullable String denialOfAll(PolicyData data) {
        var frozen = Gate.freeze(data);
        var denial = frozen == null ? data.faultEverywhere() : frozen;
        return denial == null ? null : denial.reason().orElse("");
    }

    private static PolicyAccess readable(PolicyData data) {
        var confinement = data.confinement().value();
        var fault = mintFault(data);
        if (fault != null) {
            return new PolicyAccess(null, null, fault, null, grants(data), List.of(), Map.of(), Set.of());
        }
        var risk = data.risk().value();
        var approvals = data.approvals().value();
        if (!approvals.ordered()) {
            throw new NotAnalysable("approval_tiers: numbers that have no order, such as 10.0 and 1");
        }
        return new PolicyAccess(
                null,
                null,
                null,
                Gate.confinementFault(confinement),
                grants(data),
                confinement.rules().stream()
                        .map(rule -> new Limit(rule.labelPrefix(), rule.scopes()))
                        .toList(),
                tiers(risk, approvals),
                new HashSet<>(risk.ambiguous()));
    }

    private static @Nullable String mintFault(PolicyData data) {
        var fault = data.risk().faultHere() == null
                ? data.approvals().faultHere()
                : data.risk().faultHere();
        return fault == null ? null : fault.reason().orElse("");
    }

    private static Map<String, Granted> grants(PolicyData data) {
        var owned = new HashMap<String, Granted>();
        data.grants().value().forEach((resource, grant) -> {
            if (grant.owner() != null) {
                owned.put(resource, new Granted(grant.binding(), grant.owner(), grant.isSound(), grant.roles()));
            }
        });
        return owned;
    }

    private static Map<String, Tier> tiers(RiskTiers risk, ApprovalTiers approvals) {
        var known = new HashMap<String, Tier>();
        var tiers = new HashMap<String, Tier>();
        risk.tierByScope().forEach((scope, tier) -> {
            if (!risk.ambiguous().contains(scope)) {
                tiers.put(scope, known.computeIfAbsent(tier, name -> StepUp.tier(name, approvals)));
            }
        });
        return tiers;
    }
}
