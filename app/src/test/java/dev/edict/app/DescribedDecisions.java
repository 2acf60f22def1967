package dev.edict.app;

import static org.awaitility.Awaitility.await;

import dev.edict.command.secret.GatewayKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Asks the decision point for decisions in every way, and provokes every error on the way. */
final class DescribedDecisions {

    private static final String SIMULATE = "/internal/policy/simulate";
    private static final int MORE_THAN_A_BATCH = 1_001;

    private final DescribedApi api;

    DescribedDecisions(DescribedApi api) {
        this.api = api;
    }

    void run() {
        var governed = api.governed(1);
        var zoneId = governed.zoneId();
        api.activate(zoneId, governed.policySetId(), governed.versionIds().get(0))
                .expect(202);
        await("the decision point loads the activation")
                .until(() -> decide(zoneId)
                                .json()
                                .path("bundle")
                                .path("activation_seq")
                                .asLong()
                        == 1);
        decide(zoneId).expect(200);
        api.post("/v1/zones/" + zoneId + "/decide", Documents.mint("another", "teller", "ledger:read"))
                .refused(400, "invalid_policy_input");
        authZen(zoneId);
        signed(zoneId);
        callers(zoneId);
    }

    private Api.Answer decide(String zoneId) {
        return api.post("/v1/zones/" + zoneId + "/decide", Documents.mint(zoneId, "teller", "ledger:read"));
    }

    private void authZen(String zoneId) {
        var access = "/zones/" + zoneId + "/access/v1/";
        api.get("/.well-known/authzen-configuration/zones/" + zoneId).expect(200);
        api.post(access + "evaluation", evaluation()).expect(200);
        api.post(access + "evaluation", Map.of("subject", Map.of())).refused(400, "invalid_evaluation");
        api.post(access + "evaluations", Map.of("evaluations", List.of(evaluation(), evaluation())))
                .expect(200);
        api.post(access + "evaluations", Map.of("evaluations", List.of(), "options", Map.of("reasons", 1)))
                .refused(400, "invalid_evaluation");
        var tooMany = Stream.generate(Map::<String, Object>of)
                .limit(MORE_THAN_A_BATCH)
                .toList();
        api.post(access + "evaluations", Map.of("evaluations", tooMany)).refused(400, "too_many_evaluations");
    }

    private static Map<String, Object> evaluation() {
        return Map.of(
                "subject",
                Map.of("type", "Application", "id", "app-1", "properties", Map.of("labels", List.of("teller"))),
                "action",
                Map.of("name", "TokenExchange", "properties", Map.of("scopes", List.of("ledger:read"))),
                "resource",
                Map.of("type", "Resource", "id", "resource://ledger"),
                "context",
                Map.of(
                        "agent_session_id",
                        "session-1",
                        "delegation_edge",
                        Map.of("id", "edge-1", "scopes", List.of("ledger:read"))));
    }

    private void signed(String zoneId) {
        var status = "/internal/policy/status/" + zoneId;
        send("GET", status, null, signature("GET", status, "")).expect(200);
        send("GET", status, null, Map.of()).refused(401, "access_denied");
        var body = simulation(zoneId, Documents.GRANTS);
        send("POST", SIMULATE, body, signature("POST", SIMULATE, body)).expect(200);
        send("POST", SIMULATE, body, Map.of()).refused(401, "access_denied");
        send("POST", SIMULATE, "{}", signature("POST", SIMULATE, "{}")).refused(400, "invalid_token");
        var unreadable = simulation(zoneId, "no rego");
        send("POST", SIMULATE, unreadable, signature("POST", SIMULATE, unreadable))
                .refused(422, "policy_eval_failed");
    }

    private static String simulation(String zoneId, String content) {
        return JsonMapper.shared()
                .writeValueAsString(Map.of(
                        "policy_set_id",
                        "set-1",
                        "version_id",
                        "version-1",
                        "manifest_sha256",
                        "",
                        "policies",
                        List.of(Map.of("id", "policy-version-1", "content", content)),
                        "input",
                        Documents.mint(zoneId, "teller", "ledger:read")));
    }

    private Api.Answer send(String method, String path, @Nullable String body, Map<String, String> signature) {
        var headers = new HashMap<>(signature);
        headers.put("content-type", "application/json");
        return api.withToken(null).send(method, path, body, headers);
    }

    private static Map<String, String> signature(String method, String path, String body) {
        var seconds = Instant.now().getEpochSecond();
        var nonce = Api.uniqueName("nonce");
        var signature = GatewayKey.parse(Edict.GATEWAY_KEY)
                .sign(seconds, nonce, method, path, body.getBytes(StandardCharsets.UTF_8));
        return Map.of(
                "X-Caracal-Gateway-Timestamp",
                String.valueOf(seconds),
                "X-Caracal-Gateway-Request",
                nonce,
                "X-Caracal-Gateway-Signature",
                signature);
    }

    private void callers(String zoneId) {
        var reader = minted(Map.of("name", "r", "scope", "global", "capability", "read"));
        reader.post("/v1/zones/" + zoneId + "/decide", Map.of()).refused(403, "decide_token_required");
        reader.post("/zones/" + zoneId + "/access/v1/evaluation", Map.of()).refused(403, "decide_token_required");
        var caller = minted(Map.of("name", "d", "scope", "zone", "zone_id", zoneId, "capability", "decide"));
        caller.post("/v1/zones/" + zoneId + "/decide", Documents.mint(zoneId, "teller", "ledger:read"))
                .expect(200);
        api.get("/v1/replicas/decide-tokens").expect(200);
    }

    private DescribedApi minted(Map<String, String> token) {
        return api.withToken(api.post("/v1/admin-tokens", token).expect(201).text("token"));
    }
}
