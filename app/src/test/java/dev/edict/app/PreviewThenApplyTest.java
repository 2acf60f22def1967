package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a preview says of proposed parts is what happens when they are put in force, and the documents deployed. */
@Tag("servers")
class PreviewThenApplyTest {

    private static final int ROUNDS = 30;
    private static final int AT_LEAST_OF_EACH = 6;
    private static final List<String> DOCUMENTS = List.of(
            Documents.GRANTS,
            Documents.PAYING,
            Documents.PAYING,
            Documents.ONLY_GRANTS,
            Documents.GRANTS.replace("[\"ledger:read\"]", "7"));
    private static final List<String> EFFECTS = List.of("allow", "deny");

    private final Api api = Edict.shared().api();
    private final Random random = new Random(20);

    @Test
    void edict_refuses_exactly_what_the_preview_blocks() {
        var refusals = 0;
        for (int round = 0; round < ROUNDS; round++) {
            var zoneId = api.zone();
            var zone = "/v1/zones/" + zoneId;
            putInForce(zone, parts(zoneId));
            var proposed = parts(zoneId);
            var content = one(DOCUMENTS);
            var preview = preview(zone, content, proposed);
            putInForce(zone, proposed);
            var inForce = preview(zone, content, Map.of());
            for (var part : List.of("/verdict", "/findings", "/canaries/failed", "/evidence")) {
                assertThat(preview.at(part)).as("%s of %s", part, proposed).isEqualTo(inForce.at(part));
            }
            var refused = !isDeployed(zone, content);
            assertThat(preview.at("/verdict").asString().equals("blocked"))
                    .as("round %d: %s with %s", round, preview.get("reasons"), proposed)
                    .isEqualTo(refused);
            refusals += refused ? 1 : 0;
        }
        assertThat(refusals).isBetween(AT_LEAST_OF_EACH, ROUNDS - AT_LEAST_OF_EACH);
    }

    private JsonNode preview(String zone, String content, Map<String, Object> proposed) {
        var body = new HashMap<>(proposed);
        body.put("documents", List.of(Map.of("name", "grants", "content", content)));
        return api.post(zone + "/preview", body).expect(200).json();
    }

    private Map<String, Object> parts(String zoneId) {
        var parts = new HashMap<String, Object>();
        sometimes(parts, "settings", settings());
        sometimes(parts, "catalogue", catalogue());
        var expected = Map.of("input", Documents.mint(zoneId, "teller", "ledger:pay"), "expect", one(EFFECTS));
        sometimes(parts, "canaries", random.nextInt(4) == 0 ? Map.of() : Map.of("pay", expected));
        var pays = new HashMap<String, Object>(expected);
        pays.put("name", "pays");
        pays.put("expect", one(EFFECTS));
        sometimes(
                parts, "suites", random.nextInt(4) == 0 ? Map.of() : Map.of("tellers", Map.of("cases", List.of(pays))));
        return parts;
    }

    private Map<String, Object> settings() {
        var settings = new HashMap<String, Object>();
        sometimes(settings, "strict", random.nextInt(3) == 0);
        sometimes(settings, "canaries", one(List.of("off", "warn", "required")));
        sometimes(settings, "evidence", one(List.of("none", "warn", "required")));
        return settings;
    }

    private Map<String, Object> catalogue() {
        var scopes = random.nextBoolean() ? List.of("ledger:read", "ledger:pay") : List.of("ledger:read");
        return Map.of(
                "applications",
                List.of(Map.of("id", "app-1")),
                "resources",
                List.of(Map.of("identifier", "resource://ledger", "scopes", scopes)));
    }

    private void sometimes(Map<String, Object> parts, String name, Object part) {
        if (random.nextInt(3) > 0) {
            parts.put(name, part);
        }
    }

    private <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** What is in force and not proposed goes, as suites and canaries are proposed completely. */
    private void putInForce(String zone, Map<String, Object> parts) {
        if (parts.get("settings") instanceof Map<?, ?> proposed) {
            var settings = new HashMap<String, Object>();
            api.get(zone + "/settings").json().forEachEntry((name, value) -> settings.put(name, value));
            proposed.forEach((name, value) -> settings.put(String.valueOf(name), value));
            api.put(zone + "/settings", settings).expect(200);
        }
        if (parts.containsKey("catalogue")) {
            api.put(zone + "/catalogue", parts.get("catalogue")).expect(200);
        }
        replace(zone + "/suites/tellers", parts.get("suites"), "tellers");
        replace(zone + "/canaries/pay", parts.get("canaries"), "pay");
    }

    private void replace(String path, @Nullable Object complete, String name) {
        if (complete instanceof Map<?, ?> named) {
            if (named.get(name) == null) {
                assertThat(api.delete(path).status()).isIn(204, 404);
            } else {
                assertThat(api.put(path, named.get(name)).status()).isIn(200, 201);
            }
        }
    }

    private boolean isDeployed(String zone, String content) {
        var policy = api.post(zone + "/policies", Map.of("name", "grants", "content", content));
        if (policy.status() != 201) {
            return false;
        }
        var set = zone + "/policy-sets/"
                + api.post(zone + "/policy-sets", Map.of("name", "zone"))
                        .expect(201)
                        .text("id");
        var entry = Map.of("policy_version_id", policy.text("version_id"));
        var sealed = api.post(set + "/versions", Map.of("manifest", List.of(entry)));
        if (sealed.status() != 201) {
            return false;
        }
        var versionId = sealed.text("version_id");
        api.post(set + "/simulate", Map.of("version_id", versionId, "suites", List.of("*")))
                .expect(200);
        return api.post(set + "/activate", Map.of("version_id", versionId)).status() == 202;
    }
}
