package dev.edict.decisionpoint.authzen;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.edict.replica.Outcome;
import dev.edict.replica.Outcome.Allowed;
import dev.edict.replica.Outcome.Denied;
import dev.edict.replica.Outcome.OnHold;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A decision (AuthZEN, decision).
 *
 * @param decision true only for access; an allow that needs an approval first is false
 * @param context why, for a hold and a failed item, and otherwise if the request asks for reasons
 */
@JsonInclude(Include.NON_NULL)
record EvaluationAnswer(boolean decision, @Nullable Map<String, Object> context) {

    private static final String REASON = "reason";
    private static final String STEP_UP_REQUIRED = "step_up_required";
    private static final int BAD_REQUEST = 400;

    static EvaluationAnswer of(Outcome outcome, boolean withReasons) {
        if (outcome instanceof OnHold hold) {
            return new EvaluationAnswer(false, onHold(hold, withReasons));
        }
        var context = withReasons ? reasons(outcome) : null;
        return new EvaluationAnswer(outcome instanceof Allowed, context);
    }

    /** An item that cannot be evaluated is refused, and its batch goes on. */
    static EvaluationAnswer failed(InvalidEvaluation why) {
        var error = new LinkedHashMap<String, Object>();
        error.put("status", BAD_REQUEST);
        error.put("message", String.valueOf(why.getMessage()));
        return new EvaluationAnswer(false, Map.of("error", error));
    }

    private static Map<String, Object> onHold(OnHold hold, boolean withReasons) {
        var context = new LinkedHashMap<String, Object>();
        context.put(REASON, STEP_UP_REQUIRED);
        context.put(STEP_UP_REQUIRED, hold.stepUpRequired());
        if (withReasons) {
            context.putAll(bundle(hold));
        }
        return context;
    }

    private static Map<String, Object> reasons(Outcome outcome) {
        var context = new LinkedHashMap<String, Object>();
        if (outcome instanceof Denied denied) {
            context.put(REASON, denied.reason());
        }
        context.putAll(bundle(outcome));
        return context;
    }

    private static Map<String, Object> bundle(Outcome outcome) {
        var context = new LinkedHashMap<String, Object>();
        var bundle = outcome.bundle();
        if (bundle != null) {
            context.put("activation_seq", bundle.activationSeq());
            if (bundle.versionId() != null) {
                context.put("policy_set_version_id", bundle.versionId());
            }
        }
        return context;
    }
}
