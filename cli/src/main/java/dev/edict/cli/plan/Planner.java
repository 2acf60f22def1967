package dev.edict.cli.plan;

import dev.edict.cli.api.ApiClient;
import dev.edict.cli.api.ApiFailure;
import dev.edict.cli.api.ApiRequest;
import dev.edict.cli.folder.ZoneFolder;
import dev.edict.cli.plan.Plan.Basis;
import dev.edict.cli.plan.Plan.Target;
import tools.jackson.databind.JsonNode;

/** Makes plans: compares a folder with a zone, and asks Edict what would come of it. It changes nothing. */
public final class Planner {

    private static final int TRIES = 5;

    private final ApiClient edict;
    private final ZoneStateReader states;

    public Planner(ApiClient edict) {
        this.edict = edict;
        this.states = new ZoneStateReader(edict);
    }

    /**
     * Plans what a folder changes.
     *
     * @param named the id or slug of the zone
     * @throws dev.edict.cli.io.InvalidFile with its place, if Edict cannot take a part of the folder
     * @throws ApiFailure if Edict does not answer, or refuses the token
     */
    public Plan plan(ZoneFolder folder, String named) {
        try {
            return plan(Desired.of(folder), folder.settings().name(), named);
        } catch (ApiFailure failure) {
            throw new Places(folder).located(failure);
        }
    }

    private Plan plan(Desired desired, String name, String named) {
        for (int attempt = 1; ; attempt++) {
            var state = states.read(named, desired);
            var comparison = new Comparison(desired, state);
            var preview = preview(desired, state, comparison);
            if (isOf(state, Basis.of(preview))) {
                var zone = state.zone();
                var target = zone == null
                        ? new Target(named, null, named, name)
                        : new Target(named, zone.id(), zone.slug(), zone.name());
                return Plan.of(target, desired, state, comparison.steps(), preview);
            }
            if (attempt == TRIES) {
                throw new UnstableZone(named);
            }
        }
    }

    /** The zone as it is now, with regard to what a plan wants. */
    public ZoneState state(String named, Desired desired) {
        return states.read(named, desired);
    }

    /** Whether nothing changed between reading the zone and its preview. */
    private static boolean isOf(ZoneState state, Basis basis) {
        return basis.activationSeq() == state.activationSeq()
                && basis.settingsSeq() == state.settings().seq()
                && basis.suitesVersion() == state.suitesVersion()
                && basis.canariesVersion() == state.canariesVersion()
                && (state.catalogue() == null || basis.catalogueVersion() == state.catalogueVersion());
    }

    private JsonNode preview(Desired desired, ZoneState state, Comparison comparison) {
        var body = PreviewRequest.of(desired, state, comparison);
        var path = state.zone() == null ? "/v1/preview" : ApiRequest.path("/v1/zones/%s/preview", state.zoneId());
        return edict.send(ApiRequest.post(path, body).evaluating()).bodyWith("digest", "basis", "verdict");
    }
}
