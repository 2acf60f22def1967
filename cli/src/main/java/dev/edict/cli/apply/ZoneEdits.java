package dev.edict.cli.apply;

import dev.edict.cli.api.ApiClient;
import dev.edict.cli.api.ApiFailure;
import dev.edict.cli.api.ApiRequest;
import dev.edict.cli.plan.Plan;
import dev.edict.cli.plan.Step;
import dev.edict.cli.plan.Step.Action;
import dev.edict.cli.plan.Step.Part;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Changes the settings, catalogue, suites and canaries of a zone. Each change names the version that the one before it
 * left, so that no change of anybody else is overwritten.
 */
final class ZoneEdits {

    private static final int PRECONDITION_FAILED = 412;

    private final ApiClient edict;
    private final Plan plan;
    private final String zoneId;
    private final StepKeys keys;
    private final Consumer<Step> done;

    ZoneEdits(ApiClient edict, Plan plan, String zoneId, Consumer<Step> done) {
        this.edict = edict;
        this.plan = plan;
        this.zoneId = zoneId;
        this.keys = new StepKeys(zoneId, plan.digest());
        this.done = done;
    }

    /**
     * Makes all of them.
     *
     * @return what the plan rests on afterwards, without changes by others
     * @throws Conflict if somebody else did
     */
    Plan.Basis apply() {
        var base = plan.base().basis();
        return new Plan.Basis(
                base.contents(),
                base.activationSeq(),
                settings(base.settingsSeq()),
                catalogue(base.catalogueVersion()),
                named(Part.SUITE, "suites", "s", base.suitesVersion()),
                named(Part.CANARY, "canaries", "c", base.canariesVersion()),
                base.contract());
    }

    /** One change for all settings. */
    private long settings(long version) {
        var steps = steps(Part.SETTING);
        if (steps.isEmpty()) {
            return version;
        }
        var all = new LinkedHashMap<>(plan.base().settings());
        all.putAll(plan.desired().settings());
        var request = ApiRequest.put(ApiRequest.path("/v1/zones/%s/settings", zoneId), all);
        var changed = send(request, "the settings", "z", version);
        steps.forEach(done);
        return changed;
    }

    private long catalogue(long version) {
        var steps = steps(Part.CATALOGUE);
        if (steps.isEmpty()) {
            return version;
        }
        var body = Objects.requireNonNull(plan.desired().catalogue());
        var request = ApiRequest.put(ApiRequest.path("/v1/zones/%s/catalogue", zoneId), body);
        var changed = send(request, "the catalogue", "k", version);
        steps.forEach(done);
        return changed;
    }

    private long named(Part part, String route, String letter, long version) {
        var changed = version;
        for (var step : steps(part)) {
            var path = ApiRequest.path("/v1/zones/%s/" + route + "/%s", zoneId, step.name());
            var request = step.action() == Action.REMOVE
                    ? ApiRequest.delete(path)
                    : ApiRequest.put(path, definition(part, step.name()));
            changed = send(request, "the " + route, letter, changed, step.name());
            done.accept(step);
        }
        return changed;
    }

    private List<Step> steps(Part part) {
        return plan.steps().stream().filter(step -> step.part() == part).toList();
    }

    private Map<String, ?> definition(Part part, String name) {
        return part == Part.SUITE
                ? plan.desired().suite(zoneId, name)
                : plan.desired().canary(zoneId, name);
    }

    /** The version after the change: what the answer says, or the next one, if it says nothing. */
    private long send(ApiRequest request, String what, String letter, long version, String... names) {
        try {
            var answer = edict.send(request.withIfMatch("\"%s%d\"".formatted(letter, version))
                    .withIdempotencyKey(keys.key(what, names)));
            return answer.etag() == null ? version + 1 : answer.stateNumber();
        } catch (ApiFailure failure) {
            if (failure.status() == PRECONDITION_FAILED) {
                throw new Conflict("somebody else changed %s of the zone: make a new plan".formatted(what));
            }
            throw failure;
        }
    }
}
