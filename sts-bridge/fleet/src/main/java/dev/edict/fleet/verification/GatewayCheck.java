package dev.edict.fleet.verification;

import dev.edict.fleet.propagation.DecisionPoint;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every gateway decided a request under the change. */
final class GatewayCheck {

    private final List<DecisionPoint> gateways;
    private final Set<String> decided;
    private final boolean late;

    /** @param decided the processes that decided a request, as id and incarnation */
    GatewayCheck(List<DecisionPoint> concerned, Set<String> decided, boolean late) {
        this.gateways = concerned.stream().filter(DecisionPoint::gateway).toList();
        this.decided = decided;
        this.late = late;
    }

    VerificationCheck check() {
        if (gateways.isEmpty()) {
            return result(CheckState.NOT_VERIFIABLE, "No gateway is there.");
        }
        var awaited = gateways.stream()
                .filter(DecisionPoint::isAwaited)
                .map(DecisionPoint::id)
                .toList();
        if (!awaited.isEmpty()) {
            return result(
                    late ? CheckState.FAILED : CheckState.PENDING,
                    "The change was not loaded by %s.".formatted(Names.listed(awaited)));
        }
        var idle = idle();
        return idle.isEmpty()
                ? result(
                        CheckState.PASSED,
                        "Requests were decided under the change by %s."
                                .formatted(Names.counted(gateways.size(), "gateway")))
                : result(
                        late ? CheckState.NOT_VERIFIABLE : CheckState.PENDING,
                        "No request came since to %s.".formatted(Names.listed(idle)));
    }

    private List<String> idle() {
        return gateways.stream()
                .filter(gateway -> !decided.contains(gateway.id() + " " + gateway.incarnation()))
                .map(DecisionPoint::id)
                .toList();
    }

    private VerificationCheck result(CheckState state, String sentence) {
        return new VerificationCheck(
                "gateway",
                state,
                sentence,
                Map.of(
                        "gateways", gateways.size(),
                        "without_decision", Names.first(idle())));
    }
}
