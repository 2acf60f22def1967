package dev.edict.app.rig;

import dev.edict.app.rig.Evidence.Binding;
import dev.edict.app.rig.Evidence.Event;
import dev.edict.app.rig.Evidence.Governance;
import dev.edict.app.rig.Violation.Promise;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** K7: {@code governance} and {@code policy_set_bindings} are what follows from the log, row by row. */
final class FoldOfTheLog {

    private final Map<String, Governance> governance = new TreeMap<>();
    private final Map<String, Binding> bindings = new TreeMap<>();

    private FoldOfTheLog(List<Event> log) {
        log.forEach(this::on);
    }

    static List<Violation> violations(Evidence evidence) {
        var fold = new FoldOfTheLog(evidence.log());
        return Stream.concat(
                        differences(Set.copyOf(fold.governance.values()), evidence.governance()),
                        differences(Set.copyOf(fold.bindings.values()), evidence.bindings()))
                .toList();
    }

    private void on(Event event) {
        if (event.isChange()) {
            var policySetId = Objects.requireNonNull(event.policySetId());
            governance.put(
                    event.zoneId(),
                    new Governance(
                            event.zoneId(),
                            event.activationSeq(),
                            policySetId,
                            event.versionId(),
                            event.previousVersionId(),
                            Objects.requireNonNull(event.dispatchId())));
            bindings.replaceAll((set, binding) ->
                    binding.zoneId().equals(event.zoneId()) ? new Binding(event.zoneId(), set, null) : binding);
            bindings.put(policySetId, new Binding(event.zoneId(), policySetId, event.versionId()));
        } else if (event.eventType().equals("policy_set.created")) {
            var policySetId = Objects.requireNonNull(event.policySetId());
            bindings.put(policySetId, new Binding(event.zoneId(), policySetId, null));
        }
    }

    private static <T> Stream<Violation> differences(Set<T> expected, List<T> rows) {
        var surplus = new HashSet<>(rows);
        surplus.removeAll(expected);
        var missing = new HashSet<>(expected);
        missing.removeAll(rows);
        return Stream.concat(
                surplus.stream()
                        .map(row -> new Violation(Promise.K7, "%s does not follow from the log".formatted(row))),
                missing.stream().map(row -> new Violation(Promise.K7, "%s is missing".formatted(row))));
    }
}
