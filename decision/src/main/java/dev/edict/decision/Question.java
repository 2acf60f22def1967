package dev.edict.decision;

import dev.edict.decision.input.PolicyInput;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request beside the data it is decided by. */
record Question(PolicyInput input, PolicyData data) {
    /** Beyond this, looking up beats comparing each with each. */
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

    /** Only a collection can name the resource; a plain string never does. */
    boolean isTargeted() {
        var target = input.context().subjectClaims().get("target");
        var identifier = input.resource().identifier();
        if (target instanceof List<?> targets) {
            return targets.contains(identifier);
        }
        return target instanceof Map<?, ?> targets && targets.containsValue(identifier);
    }
}
