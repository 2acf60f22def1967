package dev.edict.app.rig;

import dev.edict.app.rig.Evidence.Binding;
import dev.edict.app.rig.Evidence.Event;
import dev.edict.app.rig.Evidence.Governance;
import dev.edict.app.rig.Evidence.Lookup;
import dev.edict.app.rig.Violation.Promise;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * K7: {@code governance}, {@code policy_set_bindings}, and of the look-ups those of activations and of what governs, are
 * what follows from the log, row by row.
 */
final class FoldOfTheLog {

    private final Map<String, Governance> governance = new TreeMap<>();
    private final Map<String, Binding> bindings = new TreeMap<>();
    private final List<Lookup> activations = new ArrayList<>();

    private FoldOfTheLog(List<Event> log) {
        log.forEach(this::on);
    }

    static List<Violation> violations(Evidence evidence) {
        var fold = new FoldOfTheLog(evidence.log());
        return Stream.of(
                        differences(Set.copyOf(fold.governance.values()), evidence.governance()),
                        differences(Set.copyOf(fold.bindings.values()), evidence.bindings()),
                        differences(fold.lookups(), evidence.lookups()))
                .flatMap(Function.identity())
                .toList();
    }

    private Set<Lookup> lookups() {
        var lookups = new HashSet<>(activations);
        governance.values().stream()
                .filter(zone -> zone.versionId() != null)
                .forEach(
                        zone -> lookups.add(Lookup.governing(zone.zoneId(), Objects.requireNonNull(zone.versionId()))));
        return lookups;
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
            look(event, policySetId);
        } else if (event.eventType().equals("policy_set.created")) {
            var policySetId = Objects.requireNonNull(event.policySetId());
            bindings.put(policySetId, new Binding(event.zoneId(), policySetId, null));
        }
    }

    /** A rollback goes back to an activation and is none itself. */
    private void look(Event change, String policySetId) {
        var rollback = change.eventType().equals("zone.activation_rolled_back");
        mark(change.zoneId(), change.versionId(), false);
        if (rollback) {
            mark(change.zoneId(), change.previousVersionId(), true);
        } else {
            activations.add(
                    new Lookup(change.zoneId(), change.activationSeq(), policySetId, change.versionId(), false));
        }
    }

    private void mark(String zoneId, @Nullable String versionId, boolean rolledBack) {
        activations.replaceAll(
                known -> versionId != null && known.zoneId().equals(zoneId) && versionId.equals(known.versionId())
                        ? new Lookup(zoneId, known.activationSeq(), known.policySetId(), versionId, rolledBack)
                        : known);
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
