package dev.edict.decision.delta;

import dev.edict.decision.PolicyAccess;
import dev.edict.decision.PolicyAccess.Granted;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The access under one bundle of requests with at most one label and one scope (contract §8.5). */
final class AccessSide {

    private static final String CONFINEMENT = "malformed_confinement_data";

    private final PolicyAccess policy;
    private final Map<String, Optional<Set<String>>> permittedByLabel = new HashMap<>();

    AccessSide(PolicyAccess policy) {
        this.policy = policy;
    }

    PolicyAccess policy() {
        return policy;
    }

    boolean isDenyingAll() {
        return policy.denialOfAll() != null;
    }

    /** Whether mints and workload requests depend on more than malformed data. */
    boolean hasSoundTiers() {
        return policy.denialOfAll() == null && policy.mintFault() == null;
    }

    /** Whether mints depend on more than malformed data. */
    boolean hasSoundConfinement() {
        return hasSoundTiers() && !policy.confinementFault();
    }

    @Nullable
    String reasonFor(ZoneChange.Kind kind) {
        return switch (kind) {
            case EVERYTHING -> policy.denialOfAll();
            case TIER_DATA -> policy.mintFault();
            case CONFINEMENT_DATA -> policy.confinementFault() ? CONFINEMENT : null;
            case CONFINEMENT, TIER -> null;
        };
    }

    Access mint(@Nullable Granted grant, String label, String scope) {
        var allowed = hasSoundConfinement()
                && !scope.equals(Shape.AGENT_LIFECYCLE)
                && isCovered(grant, label, scope)
                && permits(label, scope);
        return allowed ? tiered(scope) : Access.DENY;
    }

    /** A mandate carries its scopes as one text, separated by spaces. */
    Access use(@Nullable Granted grant, String label, String scope) {
        var allowed = !isDenyingAll() && !scope.isEmpty() && scope.indexOf(' ') < 0 && isCovered(grant, label, scope);
        return allowed ? Access.ALLOW : Access.DENY;
    }

    Access bootstrap(@Nullable Granted grant) {
        return !isDenyingAll() && grant != null && grant.sound() ? Access.ALLOW : Access.DENY;
    }

    /** Two rules apply to such a request, and if both allow it, neither counts (contract §8.5, fine print). */
    Access bootstrapAndWorkload(@Nullable Granted grant) {
        if (isDenyingAll() || (grant != null && !grant.sound())) {
            return Access.DENY;
        }
        var owned = grant != null;
        if (!hasSoundTiers()) {
            return owned ? Access.ALLOW : Access.DENY;
        }
        return owned ? Access.DENY : tiered(Shape.AGENT_LIFECYCLE);
    }

    Access workload(String scope) {
        return hasSoundTiers() ? tiered(scope) : Access.DENY;
    }

    private Access tiered(String scope) {
        if (policy.ambiguousScopes().contains(scope)) {
            return Access.DENY;
        }
        var tier = policy.tiers().get(scope);
        if (tier == null) {
            return Access.ALLOW;
        }
        return tier.undecided() ? Access.UNDECIDED : Access.allowedBy(tier.approvals());
    }

    private static boolean isCovered(@Nullable Granted grant, String label, String scope) {
        return grant != null
                && grant.sound()
                && grant.roles().getOrDefault(label, Set.of()).contains(scope);
    }

    boolean permits(String label, String scope) {
        return permitted(label).map(scopes -> scopes.contains(scope)).orElse(true);
    }

    /** The scopes that confinement leaves to a label; empty if no rule applies to it. */
    Optional<Set<String>> permitted(String label) {
        return permittedByLabel.computeIfAbsent(label, this::left);
    }

    private Optional<Set<String>> left(String label) {
        Set<String> left = null;
        for (var limit : policy.confinement()) {
            if (label.startsWith(limit.labelPrefix())) {
                if (left == null) {
                    left = new HashSet<>(limit.scopes());
                } else {
                    left.retainAll(limit.scopes());
                }
            }
        }
        return Optional.ofNullable(left);
    }

    /** A request that is allowed although nothing is known of it; empty if none is allowed at all. */
    Optional<Witness> allowed() {
        if (hasSoundTiers()) {
            return Optional.of(Witness.workload(List.of()));
        }
        return isDenyingAll()
                ? Optional.empty()
                : policy.grants().entrySet().stream()
                        .filter(entry -> entry.getValue().sound())
                        .min(Map.Entry.comparingByKey())
                        .map(entry -> Witness.bootstrap(entry.getValue().application(), entry.getKey()));
    }
}
