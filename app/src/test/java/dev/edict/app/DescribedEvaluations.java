package dev.edict.app;

import java.util.List;
import java.util.Map;

/** Has recorded decisions evaluated again, and provokes every error on the way. */
final class DescribedEvaluations {

    private final DescribedApi api;

    DescribedEvaluations(DescribedApi api) {
        this.api = api;
    }

    void run() {
        var governed = api.governed(1);
        var zoneId = governed.zoneId();
        var versionId = governed.versionIds().get(0);
        var recorded = Api.uniqueName("recorded");
        var exchanged = Api.uniqueName("exchanged");
        var input = Documents.mint(zoneId, "teller", "ledger:read");
        StoredDecisions.recorded(Edict.deciding(), zoneId, recorded, versionId, "allow", null, input);
        StoredDecisions.exchanged(Edict.deciding(), zoneId, exchanged, versionId);
        var events = "/v1/zones/%s/decisions/".formatted(zoneId);
        api.post(events + recorded + "/evaluate", Map.of("version_id", versionId))
                .expect(200);
        api.post(events + recorded + "/evaluate", Map.of("version_id", "none")).refused(404, "version_not_found");
        api.post(events + exchanged + "/evaluate", Map.of()).expect(200);
        api.post(events + recorded + "/case", Map.of("name", "the teller reads"))
                .expect(200);
        api.post(events + exchanged + "/case", Map.of()).refused(409, "not_reproducible");
        api.post(events + "cases", Map.of("event_ids", List.of(recorded, exchanged, "none")))
                .expect(200);
        api.post(events + "none/evaluate", Map.of()).refused(404, "decision_not_found");
        api.post(events + "none/case", Map.of()).refused(404, "decision_not_found");
    }
}
