package dev.edict.app;

import java.util.List;
import java.util.Map;

/** Compares and previews versions before they govern, and provokes every error on the way. */
final class DescribedPreviews {

    private static final String NOWHERE = "/v1/zones/no-such-zone";

    private final DescribedApi api;
    private final String zone;
    private final String zoneId;

    DescribedPreviews(DescribedApi api) {
        this.api = api;
        this.zoneId = api.zone();
        this.zone = "/v1/zones/" + zoneId;
    }

    void run() {
        var setId = api.policySet(zoneId);
        var first = api.seal(zoneId, setId, api.policy(zoneId, Documents.GRANTS).versionId());
        var paying =
                api.seal(zoneId, setId, api.policy(zoneId, Documents.PAYING).versionId());
        api.activate(zoneId, setId, first).expect(202);
        delta("%s/policy-sets/%s/versions/%s/delta".formatted(zone, setId, paying));
        preview(setId, paying);
    }

    private void delta(String delta) {
        api.get(delta + "?against=active&limit=1").expect(200);
        api.get(delta + "?against=unknown").refused(404, "policy_set_version_not_found");
        api.get(delta + "?limit=0").refused(400, "invalid_query");
        api.get(delta + "?cursor=none").refused(400, "invalid_cursor");
        api.get(NOWHERE + "/policy-sets/none/versions/none/delta").refused(404, "policy_set_version_not_found");
    }

    private void preview(String setId, String versionId) {
        var previewed = "%s/policy-sets/%s/versions/%s/preview".formatted(zone, setId, versionId);
        var digest = api.get(previewed).expect(200).text("digest");
        api.get("%s/policy-sets/%s/versions/none/preview".formatted(zone, setId))
                .refused(404, "policy_set_version_not_found");
        api.get(NOWHERE + "/policy-sets/none/versions/none/preview").refused(404, "zone_not_found");
        var documents = Map.of("documents", List.of(Map.of("name", "grants", "content", Documents.PAYING)));
        api.post(zone + "/preview", documents).expect(200);
        api.post(zone + "/preview", Map.of("documents", List.of())).refused(400, "invalid_body");
        api.post(NOWHERE + "/preview", documents).refused(404, "zone_not_found");
        var activation = Map.of("version_id", versionId, "preview_digest", digest);
        var activate = "%s/policy-sets/%s/activate".formatted(zone, setId);
        api.post(activate, activation).expect(202);
        api.post(activate, activation).refused(412, "preview_outdated");
    }
}
