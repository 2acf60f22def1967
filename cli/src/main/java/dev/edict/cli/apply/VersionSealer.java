package dev.edict.cli.apply;

import dev.edict.cli.api.ApiClient;
import dev.edict.cli.api.ApiFailure;
import dev.edict.cli.api.ApiRequest;
import dev.edict.cli.plan.Comparison;
import dev.edict.cli.plan.Plan;
import dev.edict.cli.plan.ZoneState;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Stores the documents of a plan and seals them, using again what is stored already. */
final class VersionSealer {

    private static final String POLICY_NAME_CONFLICT = "policy_name_conflict";
    private static final String POLICY_SET_NAME_CONFLICT = "policy_set_name_conflict";

    private final ApiClient edict;
    private final Plan plan;
    private final ZoneState state;
    private final Comparison comparison;
    private final String zoneId;
    private final StepKeys keys;
    private final Consumer<String> told;

    /** Seals in a zone as it is now. */
    VersionSealer(ApiClient edict, Plan plan, ZoneState state, String zoneId, Consumer<String> told) {
        this.edict = edict;
        this.plan = plan;
        this.state = state;
        this.comparison = new Comparison(plan.desired(), state);
        this.zoneId = zoneId;
        this.keys = new StepKeys(zoneId, String.valueOf(plan.base().basis().activationSeq()));
        this.told = told;
    }

    /** A sealed version of exactly the documents. */
    record Sealed(String policySetId, String versionId, int number) {}

    Sealed seal() {
        var newest = comparison.sealed();
        if (newest.isPresent()) {
            var version = newest.get();
            return new Sealed(version.policySetId(), version.id(), version.number());
        }
        var versions = plan.desired().documents().keySet().stream()
                .map(this::policyVersion)
                .toList();
        var manifest =
                versions.stream().map(id -> Map.of("policy_version_id", id)).toList();
        var setId = policySet();
        var path = ApiRequest.path("/v1/zones/%s/policy-sets/%s/versions", zoneId, setId);
        var sealed = post(path, Map.of("manifest", manifest), "seal", setId, String.join(" ", versions));
        var number = sealed.path("version").asInt(0);
        told.accept("version %d of %s sealed".formatted(number, plan.desired().policySet()));
        return new Sealed(setId, sealed.path("id").asString(""), number);
    }

    private String policyVersion(String policy) {
        return comparison
                .stored(policy)
                .map(ZoneState.PolicyVersion::id)
                .orElseGet(() -> newVersion(policy, comparison.text(policy)));
    }

    private String newVersion(String policy, String text) {
        var id = comparison.policyId(policy);
        if (id.isPresent()) {
            return addVersion(policy, id.get(), text);
        }
        try {
            var body = Map.of("name", policy, "content", text);
            var created = post(ApiRequest.path("/v1/zones/%s/policies", zoneId), body, "policy", policy, text);
            told.accept("policy %s created".formatted(policy));
            return created.path("version_id").asString("");
        } catch (ApiFailure failure) {
            if (failure.code().equals(POLICY_NAME_CONFLICT)) {
                return addVersion(policy, named("policies", policy).orElseThrow(() -> failure), text);
            }
            throw failure;
        }
    }

    private String addVersion(String policy, String policyId, String text) {
        var path = ApiRequest.path("/v1/zones/%s/policies/%s/versions", zoneId, policyId);
        var added = post(path, Map.of("content", text), "version", policyId, text);
        told.accept(
                "version %d of policy %s stored".formatted(added.path("version").asInt(0), policy));
        return added.path("id").asString("");
    }

    private String policySet() {
        if (state.policySetId() != null) {
            return state.policySetId();
        }
        var name = plan.desired().policySet();
        try {
            var path = ApiRequest.path("/v1/zones/%s/policy-sets", zoneId);
            var created = post(path, Map.of("name", name), "set", name);
            told.accept("policy set %s created".formatted(name));
            return created.path("id").asString("");
        } catch (ApiFailure failure) {
            if (failure.code().equals(POLICY_SET_NAME_CONFLICT)) {
                return named("policy-sets", name).orElseThrow(() -> failure);
            }
            throw failure;
        }
    }

    private Optional<String> named(String list, String name) {
        return edict.get(ApiRequest.path("/v1/zones/%s/" + list + "?name=%s", zoneId, name))
                .path("items")
                .valueStream()
                .filter(item -> item.path("name").asString("").equals(name))
                .map(item -> item.path("id").asString(""))
                .findFirst();
    }

    private JsonNode post(String path, Map<String, ?> body, String step, String... of) {
        return edict.send(ApiRequest.post(path, body).withIdempotencyKey(keys.key(step, of)))
                .body();
    }
}
