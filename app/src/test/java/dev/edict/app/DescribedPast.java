package dev.edict.app;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** Asks what a zone was, and provokes every error on the way. */
final class DescribedPast {

    private final DescribedApi api;
    private final String zoneId;
    private final String policyId;
    private final String asOf;

    DescribedPast(DescribedApi api) {
        this.api = api;
        var governed = api.governed(1);
        this.zoneId = governed.zoneId();
        this.policyId = governed.policyId();
        this.asOf = "/v1/zones/%s/as-of".formatted(zoneId);
        api.activate(zoneId, governed.policySetId(), governed.versionIds().get(0))
                .expect(202);
    }

    void run() {
        var now = Instant.now();
        var later = Instant.now().plus(1, ChronoUnit.DAYS);
        var sequence = api.get(asOf + "?texts=true&at=" + now)
                .expect(200)
                .json()
                .get("sequence")
                .asLong();
        api.get(asOf + "?seq=" + sequence).expect(200);
        api.get(asOf).refused(400, "invalid_query");
        api.get(asOf + "?at=" + later).refused(400, "instant_in_future");
        api.get(asOf + "?seq=999999999999").refused(400, "sequence_beyond_head");
        api.get(asOf + "?at=2001-01-01T00:00:00Z").refused(400, "instant_before_zone");
        api.get("/v1/zones/no-such-zone/as-of?seq=1").refused(404, "zone_not_found");
        decisions(now, later, sequence);
        history();
    }

    private void history() {
        var policies = "/v1/zones/%s/policies/".formatted(zoneId);
        api.get(policies + policyId + "/history").expect(200);
        api.get(policies + policyId + "/history?limit=0").refused(400, "invalid_query");
        api.get(policies + policyId + "/history?cursor=none").refused(400, "invalid_cursor");
        api.get(policies + "none/history").refused(404, "policy_not_found");
    }

    private void decisions(Instant now, Instant later, long sequence) {
        var input = Documents.mint(zoneId, "teller", "ledger:read");
        var decide = asOf + "/decide";
        api.post(decide, Map.of("at", now.toString(), "input", input)).expect(200);
        api.post(decide, Map.of("seq", sequence, "input", input)).expect(200);
        api.post(decide, Map.of("input", input)).refused(400, "invalid_body");
        api.post(decide, Map.of("seq", sequence, "input", Map.of())).refused(400, "invalid_policy_input");
        api.post(decide, Map.of("at", later.toString(), "input", input)).refused(400, "instant_in_future");
        api.post(decide, Map.of("seq", 999_999_999_999L, "input", input)).refused(400, "sequence_beyond_head");
        api.post(decide, Map.of("seq", 1, "input", input)).refused(400, "instant_before_zone");
        var elsewhere = Documents.mint("no-such-zone", "teller", "ledger:read");
        api.post("/v1/zones/no-such-zone/as-of/decide", Map.of("seq", 1, "input", elsewhere))
                .refused(404, "zone_not_found");
    }
}
