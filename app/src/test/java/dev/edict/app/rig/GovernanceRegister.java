package dev.edict.app.rig;

import static java.util.stream.Collectors.groupingBy;

import dev.edict.app.rig.Evidence.Event;
import dev.edict.app.rig.Operation.Outcome;
import dev.edict.app.rig.Violation.Promise;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * K4: what governs a zone is a linearisable register with compare-and-set.
 *
 * <p>The log gives the order of the changes, so nothing has to be searched: change n has place 2n and a read that saw
 * it place 2n + 1, and no call may have a lower place than one that had returned before it was invoked.
 */
final class GovernanceRegister {

    private final List<Violation> found = new ArrayList<>();
    private final List<Event> changes;
    private final Map<String, Event> byRequest = new HashMap<>();

    private GovernanceRegister(List<Event> changes) {
        this.changes = changes;
        changes.forEach(change -> byRequest.put(change.requestId(), change));
    }

    static List<Violation> violations(List<Operation> operations, List<Event> log) {
        var changes = log.stream().filter(Event::isChange).collect(groupingBy(Event::zoneId));
        return operations.stream()
                .collect(groupingBy(operation -> operation.intent().zoneId()))
                .entrySet()
                .stream()
                .flatMap(zone ->
                        new GovernanceRegister(changes.getOrDefault(zone.getKey(), List.of())).check(zone.getValue()))
                .toList();
    }

    private Stream<Violation> check(List<Operation> operations) {
        checkChain();
        operations.forEach(this::checkExpectation);
        checkRealTime(operations.stream().flatMap(this::placed).toList());
        return found.stream();
    }

    private void checkChain() {
        @Nullable String governing = null;
        for (int n = 0; n < changes.size(); n++) {
            var change = changes.get(n);
            if (change.activationSeq() != n + 1) {
                report("%s should be number %d".formatted(change, n + 1));
            }
            if (!Objects.equals(change.previousVersionId(), governing)) {
                report("%s replaced %s, but says it was %s".formatted(change, governing, change.previousVersionId()));
            }
            governing = change.versionId();
        }
    }

    private void checkExpectation(Operation operation) {
        var expected = operation.intent().expected();
        var change = byRequest.get(operation.requestId());
        if (expected != null && change != null && !Objects.equals(change.previousVersionId(), expected.versionId())) {
            report("%s expected %s, but replaced %s"
                    .formatted(operation, expected.versionId(), change.previousVersionId()));
        }
    }

    private Stream<Placed> placed(Operation operation) {
        if (operation.isCommand()) {
            var change = byRequest.get(operation.requestId());
            return change == null ? Stream.empty() : Stream.of(new Placed(operation, 2 * change.activationSeq()));
        }
        if (operation.outcome() != Outcome.OK) {
            return Stream.empty();
        }
        if (!Objects.equals(operation.governing(), governingAt(operation.activationSeq()))) {
            report("%s saw %s at number %d, which never was so"
                    .formatted(operation, operation.governing(), operation.activationSeq()));
        }
        return Stream.of(new Placed(operation, 2 * operation.activationSeq() + 1));
    }

    private @Nullable String governingAt(long activationSeq) {
        return activationSeq < 1 || activationSeq > changes.size()
                ? null
                : changes.get((int) activationSeq - 1).versionId();
    }

    private void checkRealTime(List<Placed> calls) {
        var byInvocation = calls.stream()
                .sorted(Comparator.comparingLong(call -> call.operation().invoked()))
                .toList();
        var byReturn = calls.stream()
                .sorted(Comparator.comparingLong(call -> call.operation().returned()))
                .iterator();
        var next = byReturn.hasNext() ? byReturn.next() : null;
        @Nullable Placed latest = null;
        for (var call : byInvocation) {
            while (next != null
                    && next.operation().returned() < call.operation().invoked()) {
                latest = latest == null || next.place() > latest.place() ? next : latest;
                next = byReturn.hasNext() ? byReturn.next() : null;
            }
            if (latest != null && call.place() < latest.place()) {
                report("%s took place before %s, which had returned when it was invoked"
                        .formatted(call.operation(), latest.operation()));
            }
        }
    }

    private void report(String what) {
        found.add(new Violation(Promise.K4, what));
    }

    /** A call and its place in the one order of the zone. */
    private record Placed(Operation operation, long place) {}
}
