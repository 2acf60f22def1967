package dev.edict.app.rig;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import dev.edict.app.rig.Evidence.Event;
import dev.edict.app.rig.Operation.Outcome;
import dev.edict.app.rig.Violation.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** K1, K2 and K3: each command is found as often as the response to its client says. */
final class Accounting {

    private final List<Violation> found = new ArrayList<>();
    private final Map<String, List<Event>> logged;
    private final Map<String, Long> announced;
    private final Set<String> told;
    private final Set<String> notes;

    private Accounting(Evidence evidence) {
        logged = evidence.log().stream().collect(groupingBy(Event::requestId));
        announced = evidence.outbox().stream().collect(groupingBy(Function.identity(), counting()));
        told = evidence.timeline().stream().map(Evidence.Told::requestId).collect(toSet());
        notes = Set.copyOf(evidence.notes());
    }

    static List<Violation> violations(List<Operation> operations, Evidence evidence) {
        var accounting = new Accounting(evidence);
        var commands = operations.stream().filter(Operation::isCommand).toList();
        commands.forEach(accounting::account);
        accounting.findStrangers(commands, evidence.log());
        return accounting.found;
    }

    private void account(Operation command) {
        var events = logged.getOrDefault(command.requestId(), List.of());
        switch (command.outcome()) {
            case OK -> {
                if (events.size() != 1) {
                    report(Promise.K1, "%s is in the log %d times: %s".formatted(command, events.size(), events));
                }
                events.forEach(event -> compare(command, event));
            }
            case FAIL -> requireNothing(Promise.K2, command, events);
            case INFO -> {
                if (events.size() > 1) {
                    report(Promise.K3, "%s is in the log %d times: %s".formatted(command, events.size(), events));
                } else if (events.isEmpty()) {
                    requireNothing(Promise.K3, command, events);
                }
            }
        }
        if (announced.getOrDefault(command.requestId(), 0L) > events.size()) {
            var promise = command.outcome() == Outcome.OK ? Promise.K1 : Promise.K3;
            report(promise, "%s has more outbox rows than events".formatted(command));
        }
    }

    private void compare(Operation command, Event event) {
        var intent = command.intent();
        var wanted = intent.versionId() == null ? command.governing() : intent.versionId();
        if (!event.zoneId().equals(intent.zoneId()) || !Objects.equals(event.versionId(), wanted)) {
            report(Promise.K1, "%s was answered %s but is logged as %s".formatted(command, wanted, event));
        }
    }

    private void requireNothing(Promise promise, Operation command, List<Event> events) {
        var left = Stream.of(
                        events.isEmpty() ? "" : "the log",
                        announced.containsKey(command.requestId()) ? "the outbox" : "",
                        told.contains(command.requestId()) ? "the timeline" : "",
                        notes.contains(command.requestId()) ? "the notes" : "")
                .filter(place -> !place.isEmpty())
                .toList();
        if (!left.isEmpty()) {
            report(promise, "%s took no effect, but is in %s".formatted(command, String.join(", ", left)));
        }
    }

    /** Of the zones that clients worked on; what they were authored with is not part of the history. */
    private void findStrangers(List<Operation> commands, List<Event> log) {
        var zones = commands.stream().map(command -> command.intent().zoneId()).collect(toSet());
        var known = commands.stream().map(Operation::requestId).collect(toSet());
        log.stream()
                .filter(event -> event.isChange() && zones.contains(event.zoneId()))
                .filter(event -> !known.contains(event.requestId()))
                .forEach(event -> report(Promise.K3, "nobody asked for %s".formatted(event)));
        for (int n = 0; n < log.size(); n++) {
            if (log.get(n).position() != n + 1) {
                report(Promise.K1, "the log has a gap before %s".formatted(log.get(n)));
                return;
            }
        }
    }

    private void report(Promise promise, String what) {
        found.add(new Violation(promise, what));
    }
}
