package dev.edict.fleet.verification;

import dev.edict.fleet.propagation.Deployment;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The expected decisions of canaries are in the audit, for each decision point that evaluates canaries. */
final class CanaryCheck {

    private static final int MOST_FAILING = 10;

    private final Deployment deployment;
    private final @Nullable String state;
    private final EvidenceReader reader;

    /** @param state of the canaries of the deployment; null if the zone had none */
    CanaryCheck(Deployment deployment, @Nullable String state, EvidenceReader reader) {
        this.deployment = deployment;
        this.state = state;
        this.reader = reader;
    }

    VerificationCheck check() {
        if (state == null) {
            return result(CheckState.NOT_VERIFIABLE, "The zone had no canaries.", Map.of());
        }
        var evidence = evidence();
        var count = deployment.canaries();
        return switch (state) {
            case "passed" ->
                result(
                        CheckState.PASSED,
                        "%d of %d canaries were decided as expected.".formatted(count, count),
                        evidence);
            case "failed" ->
                result(CheckState.FAILED, "Canaries were decided otherwise than expected, or not at all.", evidence);
            case "not_verifiable" ->
                result(CheckState.NOT_VERIFIABLE, "No decision point that is there evaluates canaries.", evidence);
            default -> result(CheckState.PENDING, "Not every decision point has answered yet.", evidence);
        };
    }

    private Map<String, Object> evidence() {
        var evidence = new LinkedHashMap<String, Object>();
        evidence.put("canaries", deployment.canaries());
        evidence.put("answers", reader.runs(deployment));
        evidence.put("failing", reader.failing(deployment, MOST_FAILING));
        evidence.put(
                "audit",
                "/v1/zones/%s/audit?event_type=canary&request_id=canary-%d"
                        .formatted(deployment.zoneId(), deployment.activationSeq()));
        return evidence;
    }

    private static VerificationCheck result(CheckState state, String sentence, Map<String, Object> evidence) {
        return new VerificationCheck("audit_decisions", state, sentence, evidence);
    }
}
