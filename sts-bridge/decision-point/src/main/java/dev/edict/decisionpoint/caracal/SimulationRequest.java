package dev.edict.decisionpoint.caracal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.edict.command.api.Rejection;
import dev.edict.decision.Evaluation;
import dev.edict.decision.Evaluation.Decided;
import dev.edict.decision.PolicyBundle;
import dev.edict.decision.PolicyDocument;
import dev.edict.decision.input.InvalidPolicyInput;
import dev.edict.decision.input.PolicyInput;
import dev.edict.decisionpoint.caracal.SimulateController.ContractResult;
import dev.edict.replica.controlplane.Json;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** A simulation of the contract (contract §6.4); absent ids are empty, as the contract's decision point reads them. */
record SimulationRequest(
        String policySetId,
        String versionId,
        String manifestSha256,
        List<PolicyDocument> documents,
        Map<String, Object> input) {

    /** The body as it is sent. */
    @JsonInclude(Include.NON_NULL)
    record SimulationBody(
            @Nullable String policySetId,
            @Nullable String versionId,
            @Nullable String manifestSha256,
            @Nullable List<@Nullable SimulatedPolicy> policies,
            @Nullable Map<String, Object> input) {}

    /** A document of the body. */
    @JsonInclude(Include.NON_NULL)
    record SimulatedPolicy(@Nullable String id, @Nullable String content) {}

    /**
     * Reads a body.
     *
     * @throws Rejection {@code invalid_token} if it is no such object, or has no documents
     */
    static SimulationRequest read(byte[] body) {
        SimulationBody wire;
        try {
            wire = Json.read(body, SimulationBody.class);
        } catch (JacksonException e) {
            throw invalid("the body is no JSON object of the contract's shape");
        }
        if (wire == null || wire.policies() == null || wire.policies().isEmpty()) {
            throw invalid("policies: expected at least one document");
        }
        return new SimulationRequest(
                text(wire.policySetId()),
                text(wire.versionId()),
                text(wire.manifestSha256()),
                wire.policies().stream().map(SimulationRequest::document).toList(),
                wire.input() == null ? Map.of() : wire.input());
    }

    private static PolicyDocument document(@Nullable SimulatedPolicy policy) {
        if (policy == null) {
            throw invalid("policies: expected objects");
        }
        return new PolicyDocument(text(policy.id()), text(policy.content()));
    }

    private static String text(@Nullable String value) {
        return Objects.requireNonNullElse(value, "");
    }

    private static Rejection invalid(String why) {
        return Rejection.Reason.INVALID_TOKEN.because("%s", why);
    }

    /**
     * Evaluates the input under the documents.
     *
     * @throws Rejection {@code policy_eval_failed} if the documents cannot be evaluated, {@code invalid_token} for an
     *     input with a member of another type
     */
    ContractResult evaluate() {
        var evaluation = PolicyBundle.of(documents).decide(policyInput());
        if (evaluation instanceof Decided decided) {
            var decision = decided.decision();
            return new ContractResult(
                    decision.effect().word(), decision.determiningPolicies(), "complete", decision.diagnostics());
        }
        throw Rejection.Reason.POLICY_EVAL_FAILED.because("%s", ((Evaluation.NotExecuted) evaluation).reason());
    }

    private PolicyInput policyInput() {
        var version = input.get("schema_version");
        if (version instanceof String given && !given.isEmpty() && !given.equals(PolicyInput.SCHEMA_VERSION)) {
            throw Rejection.Reason.POLICY_EVAL_FAILED.because(
                    "schema_version: expected \"%s\"", PolicyInput.SCHEMA_VERSION);
        }
        try {
            return PolicyInput.from(withRequiredMembers());
        } catch (InvalidPolicyInput e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
    }

    /** The contract's decision point decodes into a struct, in which a missing string is empty. */
    private Map<String, Object> withRequiredMembers() {
        var whole = new HashMap<>(input);
        whole.put("principal", over(Map.of("type", "", "id", "", "zone_id", "none"), input.get("principal")));
        whole.put("resource", over(Map.of("type", "", "id", "", "identifier", ""), input.get("resource")));
        whole.put("action", over(Map.of("id", ""), input.get("action")));
        whole.put("context", over(Map.of(), input.get("context")));
        return whole;
    }

    /** A value of another type stays, and is refused by its name. */
    private static Object over(Map<String, Object> missing, @Nullable Object given) {
        if (given != null && !(given instanceof Map<?, ?>)) {
            return given;
        }
        var merged = new LinkedHashMap<String, Object>(missing);
        if (given instanceof Map<?, ?> members) {
            members.forEach((name, value) -> {
                if (value != null && !value.equals("")) {
                    merged.put(String.valueOf(name), value);
                }
            });
        }
        return merged;
    }
}
