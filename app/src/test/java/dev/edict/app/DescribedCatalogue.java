package dev.edict.app;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Replaces and reads a catalogue, and provokes every error on the way that another mode does not need. */
final class DescribedCatalogue {

    private static final String NOWHERE = "/v1/zones/no-such-zone/catalogue";

    private final DescribedApi api;
    private final String catalogue;

    DescribedCatalogue(DescribedApi api) {
        this.api = api;
        this.catalogue = "/v1/zones/%s/catalogue".formatted(api.zone());
    }

    void run() {
        put(catalogue, content("ledger:pay"), null).expect(200);
        put(catalogue, content("ledger:settle"), null).refused(400, "invalid_catalogue");
        put(catalogue, content("ledger:read"), "\"k4711\"").refused(412, "precondition_failed");
        put(NOWHERE, content("ledger:read"), null).refused(404, "zone_not_found");
        api.get(catalogue).expect(200);
        api.get(NOWHERE).refused(404, "zone_not_found");
    }

    private static Map<String, Object> content(String tiered) {
        return Map.of(
                "applications",
                List.of(Map.of("id", "app-ledger", "name", "Ledger")),
                "resources",
                List.of(Map.of(
                        "identifier",
                        "resource://ledger",
                        "scopes",
                        List.of("ledger:read", "ledger:pay"),
                        "tiered_scopes",
                        List.of(tiered))),
                "terms",
                List.of(Map.of("term", "resource://books", "replaced_by", "resource://ledger")));
    }

    private Api.Answer put(String path, Map<String, Object> body, @Nullable String ifMatch) {
        var headers = new HashMap<>(Map.of("content-type", "application/json"));
        if (ifMatch != null) {
            headers.put("if-match", ifMatch);
        }
        return api.send("PUT", path, JsonMapper.shared().writeValueAsString(body), headers);
    }
}
