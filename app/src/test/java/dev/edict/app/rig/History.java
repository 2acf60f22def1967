package dev.edict.app.rig;

import dev.edict.app.rig.Operation.Intent;
import dev.edict.app.rig.Operation.Outcome;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What all clients asked for and learned, in one order without a clock. */
final class History {

    private final AtomicLong order = new AtomicLong();
    private final Map<String, Operation> operations = new ConcurrentHashMap<>();

    /** Before anything is sent; until it is completed, the call counts as one of unknown outcome. */
    String invoke(Intent intent) {
        var requestId = UUID.randomUUID().toString();
        operations.put(
                requestId,
                new Operation(
                        requestId,
                        intent,
                        order.incrementAndGet(),
                        Operation.NEVER,
                        Outcome.INFO,
                        null,
                        0,
                        "not answered"));
        return requestId;
    }

    Operation ok(String requestId, @Nullable String governing, long activationSeq) {
        return complete(requestId, Outcome.OK, governing, activationSeq, "ok");
    }

    Operation fail(String requestId, String why) {
        return complete(requestId, Outcome.FAIL, null, 0, why);
    }

    /** It may have taken effect, or may still: so it has no end. */
    Operation info(String requestId, String why) {
        return complete(requestId, Outcome.INFO, null, 0, why);
    }

    private Operation complete(
            String requestId, Outcome outcome, @Nullable String governing, long activationSeq, String detail) {
        var invoked = operations.get(requestId);
        if (invoked == null) {
            throw new IllegalArgumentException(requestId + " was never invoked");
        }
        var returned = outcome == Outcome.INFO ? Operation.NEVER : order.incrementAndGet();
        var completed = new Operation(
                requestId,
                invoked.intent(),
                invoked.invoked(),
                returned,
                outcome,
                governing,
                activationSeq,
                outcome + ": " + detail);
        operations.put(requestId, completed);
        return completed;
    }

    /** A position that is later than everything so far. */
    long now() {
        return order.incrementAndGet();
    }

    List<Operation> operations() {
        return operations.values().stream()
                .sorted(Comparator.comparingLong(Operation::invoked))
                .toList();
    }

    List<Operation> commands() {
        return operations().stream().filter(Operation::isCommand).toList();
    }

    /** How many commands that were invoked after this position succeeded. */
    long succeededSince(long position) {
        return operations.values().stream()
                .filter(operation ->
                        operation.isCommand() && operation.outcome() == Outcome.OK && operation.invoked() > position)
                .count();
    }

    @Override
    public String toString() {
        return "%d ok, %d fail, %d info, %d reads"
                .formatted(
                        count(Outcome.OK),
                        count(Outcome.FAIL),
                        count(Outcome.INFO),
                        operations.values().stream()
                                .filter(operation -> !operation.isCommand())
                                .count());
    }

    private long count(Outcome outcome) {
        return operations.values().stream()
                .filter(operation -> operation.isCommand() && operation.outcome() == outcome)
                .count();
    }
}
