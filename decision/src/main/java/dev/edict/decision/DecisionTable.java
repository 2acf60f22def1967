package dev.edict.decision;

import dev.edict.decision.Evaluation.Decided;
import dev.edict.decision.Evaluation.NotExecuted;
import dev.edict.decision.PolicyData.Grant;
import java.util.HashSet;
import java.util.Set;

/** The contract's decision table (§8.5); numbers in comments are its rows. */
final class DecisionTable {
    private final PolicyData data;

    DecisionTable(PolicyData data) {
        this.data = data;
    }

    Evaluation evaluate(PolicyInput input) {
        if (data.frozen()) {
            return deny("restriction_active"); // 1
        }
        var shapes = RequestShape.of(input);
        if (shapes.contains(RequestShape.WORKLOAD)) {
            return new NotExecuted("the embedded engine does not evaluate workload-shaped requests");
        }
        if (shapes.contains(RequestShape.USE)) {
            return new NotExecuted("the embedded engine does not evaluate use-shaped requests");
        }
        if (shapes.contains(RequestShape.BOOTSTRAP)) {
            return bootstrap(input);
        }
        return shapes.contains(RequestShape.MINT) ? mint(input) : deny("no_rule_matched"); // 16
    }

    private Evaluation bootstrap(PolicyInput input) {
        return owns(input) ? allow("caracal-bootstrap") : deny("no_rule_matched"); // 2, 3
    }

    private Evaluation mint(PolicyInput input) {
        if (data.definesApprovals()) {
            return new NotExecuted(
                    "the embedded engine does not evaluate mints under a bundle that defines risk or approval_tiers");
        }
        var grant = data.grants().get(input.resource().identifier());
        if (grant == null || !owns(input)) {
            return deny("resource_not_granted"); // 6
        }
        var labels = input.principal().labels();
        var scopes = Set.copyOf(input.context().requestedScopes());
        if (!isWithinEdge(input, scopes)) {
            return deny("delegation_scope_exceeded"); // 7
        }
        if (!data.confinement().permits(labels, scopes)) {
            return deny("confinement_violation"); // 8
        }
        boolean covered = labels.stream()
                .anyMatch(label -> grant.roles().getOrDefault(label, Set.of()).containsAll(scopes));
        return covered ? allow(mintPolicy(grant)) : deny("role_scope_mismatch"); // 10, 9
    }

    private boolean owns(PolicyInput input) {
        var grant = data.grants().get(input.resource().identifier());
        return grant != null && input.principal().id().equals(data.appIds().get(grant.application()));
    }

    private static boolean isWithinEdge(PolicyInput input, Set<String> scopes) {
        var edge = input.delegationEdge();
        return edge != null && new HashSet<>(edge.scopes()).containsAll(scopes);
    }

    private static String mintPolicy(Grant grant) {
        return "caracal-" + grant.application() + "-mint";
    }

    private static Evaluation allow(String policy) {
        return new Decided(Decision.allowBy(policy));
    }

    private static Evaluation deny(String reason) {
        return new Decided(Decision.denyBecause(reason));
    }
}
