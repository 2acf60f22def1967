package dev.edict.app;

/** Compares versions before they govern, and provokes every error on the way. */
final class DescribedPreviews {

    private final DescribedApi api;
    private final String zoneId;

    DescribedPreviews(DescribedApi api) {
        this.api = api;
        this.zoneId = api.zone();
    }

    void run() {
        var setId = api.policySet(zoneId);
        var first = api.seal(zoneId, setId, api.policy(zoneId, Documents.GRANTS).versionId());
        var paying =
                api.seal(zoneId, setId, api.policy(zoneId, Documents.PAYING).versionId());
        api.activate(zoneId, setId, first).expect(202);
        delta(setId, paying);
    }

    private void delta(String setId, String versionId) {
        var delta = "/v1/zones/%s/policy-sets/%s/versions/%s/delta".formatted(zoneId, setId, versionId);
        api.get(delta + "?against=active&limit=1").expect(200);
        api.get(delta + "?against=unknown").refused(404, "policy_set_version_not_found");
        api.get(delta + "?limit=0").refused(400, "invalid_query");
        api.get(delta + "?cursor=none").refused(400, "invalid_cursor");
        api.get("/v1/zones/no-such-zone/policy-sets/none/versions/none/delta")
                .refused(404, "policy_set_version_not_found");
    }
}
