package dev.edict.decision;

import dev.edict.decision.input.PolicyInput;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request together with the data that decides it. */
record Question(PolicyInput input, PolicyData data) {
    /** Above this size a hash lookup is faster than a pairwise comparison. */
    private static final int FEW = 8;

    @Nullable
    Grant grant() {
        return data.grants().value().get(input.resource().identifier());
    }

    boolean isOwner(Grant grant) {
        return input.principal().id().equals(grant.owner());
    }

    List<String> scopes() {
        return input.context().requestedScopes();
    }

    List<String> labels() {
        return input.principal().labels();
    }

    boolean isWithinEdge() {
        var edge = input.delegationEdge();
        if (edge == null) {
            return false;
        }
        return edge.scopes().size() <= FEW
                ? edge.scopes().containsAll(scopes())
                : new HashSet<>(edge.scopes()).containsAll(scopes());
    }

    /** Only a collection can contain the resource; a plain string does not match. */
    boolean isTargeted() {
        var target = input.context().subjectClaims().get("target");
        var identifier = input.resource().identifier();
        if (target instanceof List<?> targets) {
            return targets.contains(identifier);
        }
        return target instanceof Map<?, ?> targets && targets.containsValue(identifier);
    }
}
