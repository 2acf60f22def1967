package dev.edict.cli.apply;

import dev.edict.cli.api.ApiClient;
import dev.edict.cli.api.ApiFailure;
import dev.edict.cli.api.ApiRequest;
import dev.edict.cli.apply.VersionSealer.Sealed;
import dev.edict.cli.plan.Comparison;
import dev.edict.cli.plan.Plan;
import dev.edict.cli.plan.PlanWords;
import dev.edict.cli.plan.Planner;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Makes a plan true, up to the activation. Applied again after a failure, it goes on where it ended. */
final class Applier {

    private static final int PRECONDITION_FAILED = 412;
    private static final String BLOCKED = "blocked";

    private final ApiClient edict;
    private final Plan plan;
    private final String reason;
    private final Consumer<String> told;

    /**
     * Applies a plan.
     *
     * @param reason of the activation, for the log
     * @param told is told each step that is done, in words
     */
    Applier(ApiClient edict, Plan plan, String reason, Consumer<String> told) {
        this.edict = edict;
        this.plan = plan;
        this.reason = reason;
        this.told = told;
    }

    /**
     * Does everything that the plan says.
     *
     * @throws Conflict if somebody else changed what the plan rests on
     * @throws Blocked if Edict would refuse the activation
     * @throws ApiFailure if Edict does not answer, or refuses a step
     */
    Applied apply() {
        var zoneId = zone();
        requireBase(zoneId);
        var expected = new ZoneEdits(edict, plan, zoneId, step -> told.accept(PlanWords.done(step))).apply();
        if (!plan.activates()) {
            return new Applied(zoneId, null, 0);
        }
        var state = new Planner(edict).state(zoneId, plan.desired());
        var seq = expected.activationSeq() + 1;
        var sealed = new VersionSealer(edict, plan, state, zoneId, told).seal();
        if (!governsAlready(zoneId, sealed, expected.activationSeq())) {
            simulate(zoneId, sealed, expected);
            activate(zoneId, sealed, previewed(zoneId, sealed, expected), expected.activationSeq());
            told.accept("version %d of %s activated, change %d"
                    .formatted(sealed.number(), plan.desired().policySet(), seq));
        }
        return new Applied(zoneId, sealed.versionId(), seq);
    }

    private String zone() {
        var target = plan.zone();
        if (target.id() != null) {
            return target.id();
        }
        var body = Map.of("name", target.name(), "slug", target.slug());
        var keys = new StepKeys(target.slug(), target.name());
        try {
            var created = edict.send(ApiRequest.post("/v1/zones", body).withIdempotencyKey(keys.key("zone")));
            told.accept("zone %s created".formatted(target.slug()));
            return created.body().path("id").asString("");
        } catch (ApiFailure failure) {
            if (failure.code().equals("zone_slug_conflict")) {
                throw new Conflict("somebody else created the zone %s: make a new plan".formatted(target.slug()));
            }
            throw failure;
        }
    }

    /** Looks before the first change, so that a plan that is out of date changes nothing. */
    private void requireBase(String zoneId) {
        var active = edict.send(ApiRequest.get(ApiRequest.path("/v1/zones/%s/active", zoneId)));
        if (plan.activates() && active.stateNumber() != plan.base().basis().activationSeq()) {
            var state = new Planner(edict).state(zoneId, plan.desired());
            if (!new Comparison(plan.desired(), state).governs()) {
                throw new Conflict(governedBy(active.body()));
            }
        }
    }

    /** Whether the activation was made before; the answer may have been lost. */
    private boolean governsAlready(String zoneId, Sealed sealed, long before) {
        var answer = edict.send(ApiRequest.get(ApiRequest.path("/v1/zones/%s/active", zoneId)));
        var active = answer.body();
        var seq = answer.stateNumber();
        if (seq == before) {
            return false;
        }
        if (seq == before + 1 && active.path("version_id").asString("").equals(sealed.versionId())) {
            told.accept("version %d of %s governs already, change %d"
                    .formatted(sealed.number(), plan.desired().policySet(), seq));
            return true;
        }
        throw new Conflict(governedBy(active));
    }

    private static String governedBy(JsonNode active) {
        return active.path("governed").asBoolean(false)
                ? "version %d of %s governs since %s, by %s (change %d): make a new plan"
                        .formatted(
                                active.path("version").asInt(0),
                                active.path("policy_set_name").asString(""),
                                active.path("since").asString(""),
                                active.path("actor").asString(""),
                                active.path("activation_seq").asLong(0))
                : "the zone was deactivated: make a new plan";
    }

    /** With all suites in force: the evidence that the zone may require. */
    private void simulate(String zoneId, Sealed sealed, Plan.Basis expected) {
        var suites = edict.get(ApiRequest.path("/v1/zones/%s/suites", zoneId)).path("items");
        if (suites.isEmpty()) {
            return;
        }
        var path = ApiRequest.path("/v1/zones/%s/policy-sets/%s/simulate", zoneId, sealed.policySetId());
        var body = Map.of("version_id", sealed.versionId(), "suites", List.of("*"));
        var keys = new StepKeys(zoneId, sealed.versionId(), expected.toString());
        var simulated = edict.send(ApiRequest.post(path, body).evaluating().withIdempotencyKey(keys.key("simulate")))
                .body();
        told.accept("simulated with %d %s: %s"
                .formatted(
                        suites.size(),
                        suites.size() == 1 ? "suite" : "suites",
                        simulated.path("verdict").asString("")));
    }

    /** The digest of the preview, if the activation rests on what the plan rests on and on its own changes only. */
    private String previewed(String zoneId, Sealed sealed, Plan.Basis expected) {
        var path = "/v1/zones/%s/policy-sets/%s/versions/%s/preview";
        var preview = edict.send(ApiRequest.get(ApiRequest.path(path, zoneId, sealed.policySetId(), sealed.versionId()))
                        .evaluating())
                .bodyWith("digest", "basis", "verdict");
        var basis = Plan.Basis.of(preview);
        if (!basis.equals(expected)) {
            throw new Conflict("somebody else changed %s: make a new plan".formatted(difference(expected, basis)));
        }
        if (preview.path("verdict").asString("").equals(BLOCKED)) {
            throw new Blocked(preview);
        }
        return preview.path("digest").asString("");
    }

    private static String difference(Plan.Basis expected, Plan.Basis now) {
        var parts = new LinkedHashMap<String, Boolean>();
        parts.put("what governs the zone", expected.activationSeq() != now.activationSeq());
        parts.put("the settings of the zone", expected.settingsSeq() != now.settingsSeq());
        parts.put("the catalogue", expected.catalogueVersion() != now.catalogueVersion());
        parts.put("the suites", expected.suitesVersion() != now.suitesVersion());
        parts.put("the canaries", expected.canariesVersion() != now.canariesVersion());
        parts.put("the decision contract", !expected.contract().equals(now.contract()));
        parts.put("the documents", !expected.contents().equals(now.contents()));
        parts.values().removeIf(different -> !different);
        return String.join(" and ", parts.keySet());
    }

    private void activate(String zoneId, Sealed sealed, String digest, long before) {
        var path = ApiRequest.path("/v1/zones/%s/policy-sets/%s/activate", zoneId, sealed.policySetId());
        var governing = plan.base().governing();
        var body = new LinkedHashMap<String, Object>();
        body.put("version_id", sealed.versionId());
        body.put("preview_digest", digest);
        body.put("reason", reason);
        if (governing != null) {
            body.put("expected_active_version_id", governing.versionId());
        }
        var keys = new StepKeys(zoneId, sealed.versionId(), digest);
        try {
            edict.send(ApiRequest.post(path, body)
                    .evaluating()
                    .withIfMatch("\"a%d\"".formatted(before))
                    .withIdempotencyKey(keys.key("activate")));
        } catch (ApiFailure failure) {
            if (failure.status() == PRECONDITION_FAILED) {
                throw new Conflict(governedBy(edict.get(ApiRequest.path("/v1/zones/%s/active", zoneId))));
            }
            throw failure;
        }
    }
}
