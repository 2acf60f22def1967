package dev.edict.decision;

import dev.edict.decision.Decision.Effect;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The contract's decision table (§8.5): common gates, gates per request shape, and the resulting decision. */
final class DecisionTable {
    private static final List<Gate> ALWAYS = List.of(Gate.NOT_FROZEN, Gate.DATA_READABLE);
    private static final List<Gate> BOOTSTRAP = List.of(Gate.OWNED_OR_NO_RULE);
    private static final List<Gate> WELL_FORMED = List.of(Gate.RISK_WELL_FORMED, Gate.APPROVALS_WELL_FORMED);
    private static final List<Gate> WORKLOAD =
            List.of(Gate.RISK_WELL_FORMED, Gate.APPROVALS_WELL_FORMED, Gate.ONE_TIER_PER_SCOPE);
    private static final List<Gate> MINT = List.of(
            Gate.RISK_WELL_FORMED,
            Gate.APPROVALS_WELL_FORMED,
            Gate.OWNED,
            Gate.WITHIN_EDGE,
            Gate.CONFINED,
            Gate.COVERED,
            Gate.ONE_TIER_PER_SCOPE);
    private static final List<Gate> USE = List.of(Gate.TARGETED, Gate.OWNED, Gate.MANDATE_COVERED);

    private static final String WORKLOAD_MINT = "caracal-workload-mint";
    private static final Decision BOOTSTRAPPED = Decision.allowBy("caracal-bootstrap", List.of());
    private static final Decision WORKLOAD_MINTED = Decision.allowBy(WORKLOAD_MINT, List.of());

    /** Receives every evaluated gate. */
    interface Watcher {
        void asked(Gate gate, @Nullable Decision denial);
    }

    private static final Watcher NOBODY = (gate, denial) -> {};

    private DecisionTable() {}

    /** The gates that a request of a shape may come to, besides those of every request. */
    static List<Gate> gates(RequestShape shape) {
        return switch (shape) {
            case BOOTSTRAP -> BOOTSTRAP;
            case WORKLOAD -> WORKLOAD;
            case BOOTSTRAP_AND_WORKLOAD ->
                Stream.concat(BOOTSTRAP.stream(), WORKLOAD.stream()).toList();
            case MINT -> MINT;
            case USE -> USE;
            case NONE -> List.of();
        };
    }

    /** The denial that does not depend on the request; null if there is none. */
    static @Nullable Decision denialOfAll(Question question, Watcher watcher) {
        return firstDenial(ALWAYS, question, watcher);
    }

    static Decision decide(Question question) {
        return decide(question, RequestShape.of(question.input()), NOBODY);
    }

    static Decision decide(Question question, RequestShape shape, Watcher watcher) {
        var denial = denialOfAll(question, watcher);
        if (denial != null) {
            return denial;
        }
        return switch (shape) {
            case BOOTSTRAP -> orElse(firstDenial(BOOTSTRAP, question, watcher), BOOTSTRAPPED);
            case WORKLOAD -> workload(question, watcher);
            case BOOTSTRAP_AND_WORKLOAD -> both(question, watcher);
            case MINT -> mint(question, watcher);
            case USE -> use(question, watcher);
            case NONE -> Gate.NO_RULE_MATCHED;
        };
    }

    private static @Nullable Decision firstDenial(List<Gate> gates, Question question, Watcher watcher) {
        for (int i = 0; i < gates.size(); i++) {
            var gate = gates.get(i);
            var denial = gate.denial(question);
            watcher.asked(gate, denial);
            if (denial != null) {
                return denial;
            }
        }
        return null;
    }

    private static Decision orElse(@Nullable Decision denial, Decision allow) {
        return denial == null ? allow : denial;
    }

    private static Decision workload(Question question, Watcher watcher) {
        var denial = firstDenial(WORKLOAD, question, watcher);
        return denial == null ? withDiagnostics(WORKLOAD_MINTED, question) : denial;
    }

    /**
     * If both shapes allow, the contract's engine finds two results and fails. If one of them allows, its decision
     * counts.
     */
    private static Decision both(Question question, Watcher watcher) {
        var bootstrap = firstDenial(BOOTSTRAP, question, watcher);
        if (bootstrap != null && !bootstrap.equals(Gate.NO_RULE_MATCHED)) {
            return bootstrap;
        }
        var denial = firstDenial(WELL_FORMED, question, watcher);
        if (denial != null) {
            return orElse(bootstrap, BOOTSTRAPPED);
        }
        return bootstrap == null ? Gate.AMBIGUOUS_REQUEST_SHAPE : workload(question, watcher);
    }

    private static Decision mint(Question question, Watcher watcher) {
        var denial = firstDenial(MINT, question, watcher);
        var grant = denial == null ? question.grant() : null;
        return grant == null ? orElse(denial, Gate.NO_RULE_MATCHED) : withDiagnostics(grant.mint(), question);
    }

    private static Decision use(Question question, Watcher watcher) {
        var denial = firstDenial(USE, question, watcher);
        var grant = denial == null ? question.grant() : null;
        return grant == null ? orElse(denial, Gate.NO_RULE_MATCHED) : grant.use();
    }

    private static Decision withDiagnostics(Decision allow, Question question) {
        List<Map<String, Object>> diagnostics = StepUp.diagnostics(question);
        return diagnostics.isEmpty() ? allow : new Decision(Effect.ALLOW, allow.determiningPolicies(), diagnostics);
    }
}
