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

    private void proposed() {
        api.post(zone + "/preview", proposal(zoneId)).expect(200);
        api.post("/v1/preview", proposal("new")).expect(200);
        var invalid = Map.of("applications", List.of());
        for (var path : List.of(zone + "/preview", "/v1/preview")) {
            api.post(path, with("catalogue", invalid)).refused(400, "invalid_catalogue");
        }
    }

    private static Map<String, Object> with(String part, Object proposed) {
        return Map.of("documents", List.of(Map.of("name", "grants", "content", Documents.PAYING)), part, proposed);
    }

    /** Every part that may be proposed. */
    private static Map<String, Object> proposal(String zoneId) {
        var input = Documents.mint(zoneId, "teller", "ledger:pay");
        var pays = Map.of("name", "tellers pay", "input", input, "expect", "allow");
        var resource = Map.of("identifier", "resource://ledger", "scopes", List.of("ledger:read", "ledger:pay"));
        return Map.of(
                "documents",
                List.of(Map.of("name", "grants", "content", Documents.PAYING)),
                "suites",
                Map.of("tellers", Map.of("description", "What tellers may do", "cases", List.of(pays))),
                "canaries",
                Map.of("tellers-pay", Map.of("input", input, "expect", "allow")),
                "catalogue",
                Map.of("applications", List.of(Map.of("id", "app-1")), "resources", List.of(resource)),
                "settings",
                Map.of("strict", true, "canaries", "required", "evidence", "required"));
    }

    private void preview(String setId, String versionId) {
        var previewed = "%s/policy-sets/%s/versions/%s/preview".formatted(zone, setId, versionId);
        var digest = api.get(previewed).expect(200).text("digest");
        api.get("%s/policy-sets/%s/versions/none/preview".formatted(zone, setId))
                .refused(404, "policy_set_version_not_found");
        api.get(NOWHERE + "/policy-sets/none/versions/none/preview").refused(404, "zone_not_found");
        proposed();
        api.post(zone + "/preview", Map.of("documents", List.of())).refused(400, "invalid_body");
        api.post(NOWHERE + "/preview", with("suites", Map.of())).refused(404, "zone_not_found");
        var activation = Map.of("version_id", versionId, "preview_digest", digest);
        var activate = "%s/policy-sets/%s/activate".formatted(zone, setId);
        api.post(activate, activation).expect(202);
        api.post(activate, activation).refused(412, "preview_outdated");
    }
}
