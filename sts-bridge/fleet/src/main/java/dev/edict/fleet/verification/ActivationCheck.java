package dev.edict.fleet.verification;

import dev.edict.fleet.propagation.Deployment;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The log has the change. */
final class ActivationCheck {

    private ActivationCheck() {}

    static VerificationCheck of(Deployment deployment, Evidence known) {
        var evidence = new LinkedHashMap<String, Object>();
        evidence.put("committed_at", deployment.committedAt());
        put(evidence, "change", known.change());
        put(evidence, "version_id", deployment.versionId());
        put(evidence, "actor", known.actor());
        put(evidence, "request_id", known.requestId());
        put(evidence, "outbox_id", known.dispatchId());
        var what = deployment.versionId() == null
                ? "nothing governs since"
                : "version %s governs since".formatted(deployment.versionId());
        var newer = known.newestSeq() == deployment.activationSeq()
                ? ""
                : "; number %d came after it".formatted(known.newestSeq());
        var words = "Change %d is in the log, %s%s.".formatted(deployment.activationSeq(), what, newer);
        return new VerificationCheck("activation", CheckState.PASSED, words, evidence);
    }

    private static void put(Map<String, Object> evidence, String member, @Nullable Object value) {
        if (value != null) {
            evidence.put(member, value);
        }
    }
}
