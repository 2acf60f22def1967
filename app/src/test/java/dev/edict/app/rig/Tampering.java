package dev.edict.app.rig;

import dev.edict.app.rig.Evidence.Event;
import dev.edict.app.rig.Operation.Outcome;
import dev.edict.app.rig.Violation.Promise;
import java.util.List;
import java.util.stream.Stream;

/** Ways to spoil the evidence of a faultless run, each breaking one promise at least. */
enum Tampering {
    LOSE_THE_LAST_SUCCESS(Promise.K1) {
        @Override
        Evidence with(Evidence right, List<Operation> operations) {
            var success = succeeded(operations);
            return right.withLog(right.log().stream()
                    .filter(event -> !event.requestId().equals(success.requestId()))
                    .toList());
        }
    },
    LET_A_CHANGE_COME_FROM_NOWHERE(Promise.K3) {
        @Override
        Evidence with(Evidence right, List<Operation> operations) {
            var last = last(right);
            var stranger = new Event(
                    right.log().size() + 1,
                    last.eventType(),
                    "nobody",
                    last.zoneId(),
                    last.policySetId(),
                    last.versionId(),
                    last.versionId(),
                    last.activationSeq() + 1,
                    "dispatch of nobody");
            return right.withLog(
                    Stream.concat(right.log().stream(), Stream.of(stranger)).toList());
        }
    },
    LEAVE_THE_LAST_CHANGE_UNANNOUNCED(Promise.K5) {
        @Override
        Evidence with(Evidence right, List<Operation> operations) {
            var dispatchId = String.valueOf(last(right).dispatchId());
            return right.withStream(right.stream().stream()
                    .filter(entry -> !dispatchId.equals(entry.fields().get("outbox_id")))
                    .toList());
        }
    },
    FORGET_THE_END_OF_THE_TIMELINE(Promise.K6) {
        @Override
        Evidence with(Evidence right, List<Operation> operations) {
            return right.withTimeline(
                    right.timeline().subList(0, right.timeline().size() - 1));
        }
    },
    LEAVE_ZONES_WITHOUT_BINDINGS(Promise.K7) {
        @Override
        Evidence with(Evidence right, List<Operation> operations) {
            return right.withBindings(List.of());
        }
    };

    private final Promise breaks;

    Tampering(Promise breaks) {
        this.breaks = breaks;
    }

    Promise breaks() {
        return breaks;
    }

    abstract Evidence with(Evidence right, List<Operation> operations);

    private static Operation succeeded(List<Operation> operations) {
        return operations.stream()
                .filter(operation -> operation.isCommand() && operation.outcome() == Outcome.OK)
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    private static Event last(Evidence right) {
        return right.log().stream()
                .filter(Event::isChange)
                .reduce((first, second) -> second)
                .orElseThrow();
    }
}
