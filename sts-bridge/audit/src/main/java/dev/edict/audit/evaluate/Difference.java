package dev.edict.audit.evaluate;

import dev.edict.decision.Explanation.Gates;
import dev.edict.decision.Explanation.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What differs between two decisions on one input.
 *
 * @param members of {@code decision}, {@code reason}, {@code determining_policies} and {@code gates}; empty if nothing
 *     differs
 * @param gates those that one of the two did not come to, passed differently, or compared with other values
 */
public record Difference(List<String> members, List<String> gates) {

    /** What is compared; gates only if both have them. */
    private record Side(
            @Nullable String decision,
            @Nullable String reason,
            List<Map<String, Object>> determiningPolicies,
            @Nullable Gates gates) {

        static Side of(Evaluated evaluated) {
            return new Side(
                    evaluated.decision(), evaluated.reason(), evaluated.determiningPolicies(), evaluated.explanation());
        }
    }

    /** Null if there is nothing to compare with. */
    static @Nullable Difference between(RecordedDecision event, Evaluated evaluated) {
        return evaluated.hasDecision() ? between(recorded(event, evaluated), Side.of(evaluated)) : null;
    }

    /** What an event does not tell cannot differ. */
    private static Side recorded(RecordedDecision event, Evaluated evaluated) {
        var policies = event.determiningPolicies();
        return new Side(
                event.decision(),
                event.diagnostics() == null ? evaluated.reason() : event.reason(),
                policies == null ? evaluated.determiningPolicies() : policies,
                null);
    }

    /** Null if one of them has no decision. */
    static @Nullable Difference between(Evaluated one, Evaluated other) {
        return one.hasDecision() && other.hasDecision() ? between(Side.of(one), Side.of(other)) : null;
    }

    private static Difference between(Side one, Side other) {
        var members = new ArrayList<String>();
        if (!Objects.equals(one.decision, other.decision)) {
            members.add("decision");
        }
        if (!Objects.equals(one.reason, other.reason)) {
            members.add("reason");
        }
        if (!one.determiningPolicies.equals(other.determiningPolicies)) {
            members.add("determining_policies");
        }
        var gates = one.gates == null || other.gates == null ? List.<String>of() : gates(one.gates, other.gates);
        if (!gates.isEmpty()) {
            members.add("gates");
        }
        return new Difference(members, gates);
    }

    private static List<String> gates(Gates one, Gates other) {
        var ofOne = one.steps().stream().collect(Collectors.toMap(Step::gate, Function.identity()));
        var ofOther = other.steps().stream().collect(Collectors.toMap(Step::gate, Function.identity()));
        return Stream.concat(one.steps().stream(), other.steps().stream())
                .map(Step::gate)
                .distinct()
                .filter(gate -> !Objects.equals(ofOne.get(gate), ofOther.get(gate)))
                .toList();
    }

    boolean hasSameOutcome() {
        return !members.contains("decision") && !members.contains("reason");
    }
}
