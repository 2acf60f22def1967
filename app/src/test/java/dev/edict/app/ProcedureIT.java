package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.Range;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.StreamMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The six steps of a policy change and the way back, on one machine, through public interfaces alone. */
class ProcedureIT {

    private static final String INVALIDATIONS = "caracal.policy.invalidate";
    private static final String DECISIONS = "caracal.audit.events";
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String DENYING = Documents.GRANTS.replace("teller", "auditor");

    @TempDir
    private Path folder;

    @Test
    void a_change_is_simulated_activated_enforced_seen_in_the_audit_and_rolled_back() throws Exception {
        try (var edict = PackagedEdict.asAUserStartsIt(folder.resolve(".edict")).awaitReady();
                var redis = new Streams(edict)) {
            var api = edict.api();
            var zoneId = api.zone();
            var setId = api.policySet(zoneId);
            var good =
                    api.seal(zoneId, setId, api.policy(zoneId, Documents.GRANTS).versionId());
            var bad = api.seal(zoneId, setId, api.policy(zoneId, DENYING).versionId());

            assertThat(simulate(api, zoneId, setId, good)).isEqualTo("pass");
            assertThat(simulate(api, zoneId, setId, bad)).isEqualTo("fail");

            var first = api.activate(zoneId, setId, good).expect(202);
            redis.awaitInvalidation(first.text("outbox_id"));
            awaitDecision(api, zoneId, "allowed", good);
            awaitLoaded(api, zoneId);
            redis.awaitDecision(zoneId, good, "allow");

            api.activate(zoneId, setId, bad).expect(202);
            awaitDecision(api, zoneId, "denied", bad);
            assertThat(redis.awaitDecision(zoneId, bad, "deny").get("diagnostics_json"))
                    .isEqualTo(JsonMapper.shared().readTree("[{\"reason\":\"role_scope_mismatch\"}]"));

            api.rollBack(zoneId, "tellers are locked out").expect(202);
            awaitDecision(api, zoneId, "allowed", good);
            awaitLoaded(api, zoneId);
            assertThat(redis.decisions(zoneId).stream()
                            .map(event -> event.get("policy_set_version_id").stringValue())
                            .distinct())
                    .containsExactly(good, bad);
        }
    }

    private static String simulate(Api api, String zoneId, String setId, String versionId) {
        var expected = Map.of(
                "name", "a teller reads", "input", Documents.mint(zoneId, "teller", "ledger:read"), "expect", "allow");
        return api.post(
                        "/v1/zones/%s/policy-sets/%s/simulate".formatted(zoneId, setId),
                        Map.of("version_id", versionId, "cases", List.of(expected)))
                .expect(200)
                .text("verdict");
    }

    private static void awaitDecision(Api api, String zoneId, String outcome, String versionId) {
        await("the decision point to enforce " + versionId).atMost(SOON).untilAsserted(() -> {
            var decided = api.post(
                            "/v1/zones/%s/decide".formatted(zoneId), Documents.mint(zoneId, "teller", "ledger:read"))
                    .expect(200)
                    .json();
            assertThat(decided.at("/bundle/policy_set_version_id").asString("")).isEqualTo(versionId);
            assertThat(decided.get("outcome").stringValue()).isEqualTo(outcome);
        });
    }

    private static void awaitLoaded(Api api, String zoneId) {
        await("the activation to be settled").atMost(SOON).untilAsserted(() -> {
            var propagation = api.get("/v1/zones/%s/propagation".formatted(zoneId))
                    .expect(200)
                    .json();
            assertThat(propagation.get("settled").booleanValue()).isTrue();
            assertThat(propagation.get("decision_points").get(0).get("state").stringValue())
                    .isEqualTo("current");
        });
    }

    /** What is on the streams, as any reader with the keys sees it. */
    private static final class Streams implements AutoCloseable {

        private final RedisClient redis;
        private final byte[] auditKey;

        Streams(PackagedEdict edict) {
            this.redis = RedisClient.create(RedisURI.create("127.0.0.1", edict.portOf("Redis")));
            this.auditKey = HexFormat.of().parseHex(edict.secret("audit-hmac-key"));
        }

        private List<StreamMessage<String, String>> entries(String stream) {
            try (var connection = redis.connect()) {
                return connection.sync().xrange(stream, Range.unbounded());
            }
        }

        void awaitInvalidation(String dispatchId) {
            await("the invalidation to be sent").atMost(SOON).until(() -> entries(INVALIDATIONS).stream()
                    .anyMatch(entry -> dispatchId.equals(entry.getBody().get("outbox_id"))));
        }

        JsonNode awaitDecision(String zoneId, String versionId, String decision) {
            return await("the decision to be in the audit")
                    .atMost(SOON)
                    .until(
                            () -> decisions(zoneId).stream()
                                    .filter(event -> versionId.equals(
                                            event.path("policy_set_version_id").asString("")))
                                    .filter(event -> decision.equals(
                                            event.get("decision").stringValue()))
                                    .findFirst(),
                            Optional::isPresent)
                    .orElseThrow();
        }

        /** Only events that are signed as the contract requires (§4.3), oldest first. */
        List<JsonNode> decisions(String zoneId) {
            return entries(DECISIONS).stream()
                    .map(StreamMessage::getBody)
                    .filter(entry -> signature(entry.getOrDefault("data", "")).equals(entry.get("sig")))
                    .map(entry -> JsonMapper.shared().readTree(entry.getOrDefault("data", "")))
                    .filter(event -> event.get("zone_id").stringValue().equals(zoneId))
                    .filter(event -> event.has("policy_set_version_id"))
                    .toList();
        }

        private String signature(String data) {
            try {
                var mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(auditKey, "HmacSHA256"));
                return HexFormat.of().formatHex(mac.doFinal(data.getBytes(StandardCharsets.UTF_8)));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            redis.shutdown();
        }
    }
}
