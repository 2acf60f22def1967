package dev.edict.decision.delta;

import dev.edict.decision.PolicyAccess;
import dev.edict.decision.PolicyAccess.Granted;
import dev.edict.decision.RequestShape;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The access under one bundle of requests with at most one label and one scope (contract §8.5). */
final class AccessSide {

    private static final String VIOLATION = "confinement_violation";

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
        return hasSoundTiers() && policy.confinementFault() == null;
    }

    /** The reason with which this side denies the witness of a change; null if it does not deny it. */
    @Nullable
    String reasonFor(ZoneChange.Kind kind, Witness witness) {
        return switch (kind) {
            case EVERYTHING -> policy.denialOfAll();
            case TIER_DATA -> policy.mintFault();
            case CONFINEMENT_DATA -> isPermitted(witness) ? policy.confinementFault() : VIOLATION;
            case CONFINEMENT -> isPermitted(witness) ? null : VIOLATION;
            case TIER -> isAmbiguous(witness) ? "conflicting_risk_tiers" : null;
        };
    }

    /** Whether a mint is denied at most by confinement. */
    boolean isGranted(Witness mint) {
        var grant = policy.grants().get(mint.resource());
        return grant != null
                && grant.application().equals(mint.application())
                && isCovered(grant, mint.labels().get(0), mint.scopes().get(0))
                && !isAmbiguous(mint);
    }

    private boolean isPermitted(Witness mint) {
        return mint.labels().stream()
                .allMatch(label -> mint.scopes().stream().allMatch(scope -> permits(label, scope)));
    }

    private boolean isAmbiguous(Witness request) {
        return request.scopes().stream().anyMatch(policy.ambiguousScopes()::contains);
    }

    Access mint(@Nullable Granted grant, String label, String scope) {
        var allowed = hasSoundConfinement()
                && !scope.equals(RequestShape.AGENT_LIFECYCLE)
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
        return owned ? Access.DENY : tiered(RequestShape.AGENT_LIFECYCLE);
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
