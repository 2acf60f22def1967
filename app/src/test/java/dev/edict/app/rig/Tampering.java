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
    REFUSE_THE_LAST_SUCCESS(Promise.K2) {
        @Override
        List<Operation> told(List<Operation> operations) {
            var success = succeeded(operations);
            return operations.stream()
                    .map(operation -> operation.equals(success) ? refused(operation) : operation)
                    .toList();
        }
    },
    LET_A_CHANGE_COME_FROM_NOWHERE(Promise.K3) {
        @Override
        Evidence with(Evidence right, List<Operation> operations) {
            var last = last(right, operations);
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
    LET_A_CHANGE_BE_MADE_OVER_ANOTHER_VERSION(Promise.K4) {
        @Override
        Evidence with(Evidence right, List<Operation> operations) {
            var last = last(right, operations);
            return right.withLog(right.log().stream()
                    .map(event -> event.equals(last) ? over("another version", event) : event)
                    .toList());
        }
    },
    LEAVE_THE_LAST_CHANGE_UNANNOUNCED(Promise.K5) {
        @Override
        Evidence with(Evidence right, List<Operation> operations) {
            var dispatchId = String.valueOf(last(right, operations).dispatchId());
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
    },
    FORGET_WHAT_COMMANDS_ARE_DECIDED_ON(Promise.K7) {
        @Override
        Evidence with(Evidence right, List<Operation> operations) {
            return right.withLookups(List.of());
        }
    };

    private final Promise breaks;

    Tampering(Promise breaks) {
        this.breaks = breaks;
    }

    Promise breaks() {
        return breaks;
    }

    /** What remains, instead. */
    Evidence with(Evidence right, List<Operation> operations) {
        return right;
    }

    /** What clients were told, instead. */
    List<Operation> told(List<Operation> operations) {
        return operations;
    }

    private static Operation succeeded(List<Operation> operations) {
        return operations.stream()
                .filter(operation -> operation.isCommand() && operation.outcome() == Outcome.OK)
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    private static Operation refused(Operation operation) {
        return new Operation(
                operation.requestId(),
                operation.intent(),
                operation.invoked(),
                operation.returned(),
                Outcome.FAIL,
                null,
                0,
                "refused");
    }

    /** The change that the last success made. */
    private static Event last(Evidence right, List<Operation> operations) {
        var requestId = succeeded(operations).requestId();
        return right.log().stream()
                .filter(event -> event.isChange() && event.requestId().equals(requestId))
                .findFirst()
                .orElseThrow();
    }

    private static Event over(String previousVersionId, Event change) {
        return new Event(
                change.position(),
                change.eventType(),
                change.requestId(),
                change.zoneId(),
                change.policySetId(),
                change.versionId(),
                previousVersionId,
                change.activationSeq(),
                change.dispatchId());
    }
}
