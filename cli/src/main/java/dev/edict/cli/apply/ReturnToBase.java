package dev.edict.cli.apply;

import dev.edict.cli.api.ApiClient;
import dev.edict.cli.api.ApiFailure;
import dev.edict.cli.api.ApiRequest;
import dev.edict.cli.plan.Plan;
import java.util.LinkedHashMap;

/** Takes an activation back, as long as nothing came after it. */
final class ReturnToBase {

    private static final int PRECONDITION_FAILED = 412;
    private static final String REASON = "edict apply: the verification failed";

    private final ApiClient edict;

    ReturnToBase(ApiClient edict) {
        this.edict = edict;
    }

    /**
     * Rolls back to what governed before; if nothing did, deactivates.
     *
     * @return the number of the change that this makes
     * @throws Conflict if somebody else has changed what governs since
     */
    long from(Applied applied, Plan plan) {
        var governing = plan.base().governing();
        var action = governing == null ? "deactivate" : "rollback";
        var body = new LinkedHashMap<String, String>();
        body.put("reason", REASON);
        if (governing != null) {
            body.put("version_id", governing.versionId());
        }
        var keys = new StepKeys(applied.zoneId(), String.valueOf(applied.versionId()));
        try {
            edict.send(ApiRequest.post(ApiRequest.path("/v1/zones/%s/" + action, applied.zoneId()), body)
                    .withIfMatch("\"a%d\"".formatted(applied.activationSeq()))
                    .withIdempotencyKey(keys.key(action, String.valueOf(applied.activationSeq()))));
            return applied.activationSeq() + 1;
        } catch (ApiFailure failure) {
            if (failure.status() == PRECONDITION_FAILED) {
                throw new Conflict(
                        "not rolled back: a newer change than %d governs the zone".formatted(applied.activationSeq()));
            }
            throw failure;
        }
    }
}
