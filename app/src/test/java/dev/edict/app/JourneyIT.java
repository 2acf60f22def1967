package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.StreamMessage;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** The main job on the packaged program: author, prove, activate, roll back; each is visible in every output. */
class JourneyIT {

    private static final String STREAM = "caracal.policy.invalidate";

    @TempDir
    private Path folder;

    @Test
    void a_policy_is_authored_proven_activated_and_rolled_back() throws Exception {
        var data = folder.resolve(".edict");
        var journey = new Object() {
            String zoneId = "";
            String governing = "";
        };
        try (var edict = PackagedEdict.asAUserStartsIt(data).awaitReady()) {
            assertSecretsAreKeptPrivately(data);
            var api = edict.api();
            try (var places = new Places(edict, api)) {
                var zone = author(api);
                prove(api, zone);
                var v1 = zone.versionIds().get(0);
                var v2 = zone.versionIds().get(1);
                var v3 = zone.versionIds().get(2);

                places.expect(zone, activate(api, zone, v1), v1, null, "Activated version 1");
                places.expect(zone, activate(api, zone, v2), v2, v1, "Activated version 2");
                places.expect(zone, activate(api, zone, v3), v3, v2, "Activated version 3");

                var back = api.rollBack(zone.zoneId(), "v3 denies too much").expect(202);
                assertThat(back.text("rolled_back_from")).isEqualTo(v3);
                places.expect(zone, back, v2, v3, "Rolled back from version 3");
                var further = api.rollBack(zone.zoneId(), "v2 as well").expect(202);
                places.expect(zone, further, v1, v2, "Rolled back from version 2");
                api.rollBack(zone.zoneId(), "and further").refused(409, "no_rollback_target");

                var off = api.deactivate(zone.zoneId(), "incident 42").expect(202);
                places.expect(zone, off, null, v1, "Deactivated version 1");
                var on = api.rollBack(zone.zoneId(), "incident over").expect(202);
                places.expect(zone, on, v1, null, "Rolled back from a deactivation");

                assertThat(api.timeline(zone.zoneId()).stream()
                                .map(row -> row.get("reason"))
                                .filter(reason -> !reason.isNull())
                                .map(JsonNode::asString))
                        .containsExactly("v3 denies too much", "v2 as well", "incident 42", "incident over");
                journey.zoneId = zone.zoneId();
                journey.governing = v1;
            }
            assertEverythingStops(edict);
        }
        try (var again = new PackagedEdict(data, Map.of()).awaitReady()) {
            assertThat(again.api().active(journey.zoneId).text("version_id")).isEqualTo(journey.governing);
        }
    }

    private static Api.Governed author(Api api) {
        var zoneId = api.zone();
        var bindings = api.policy(zoneId, Documents.BINDINGS);
        var grants = api.policy(zoneId, Documents.ONLY_GRANTS);
        var policySetId = api.policySet(zoneId);
        var first = api.seal(zoneId, policySetId, bindings.versionId(), grants.versionId());
        var second = api.seal(zoneId, policySetId, grants.versionId(), bindings.versionId());
        var third = api.seal(zoneId, policySetId, bindings.versionId());
        return new Api.Governed(zoneId, grants.policyId(), policySetId, List.of(first, second, third));
    }

    private static void prove(Api api, Api.Governed zone) {
        var allowed = Map.of(
                "name", "a teller reads",
                "input", Documents.mint(zone.zoneId(), "teller", "ledger:read"),
                "expect", "allow");
        var denied = Map.of(
                "name", "an auditor does not",
                "input", Documents.mint(zone.zoneId(), "auditor", "ledger:read"),
                "expect", "deny",
                "expect_reason", "role_scope_mismatch");
        var wrong = Map.of(
                "name", "an auditor reads",
                "input", Documents.mint(zone.zoneId(), "auditor", "ledger:read"),
                "expect", "allow");
        var passed = simulate(api, zone, List.of(allowed, denied));
        assertThat(passed.get("verdict").asString()).isEqualTo("pass");
        assertThat(passed.get("would_activate").asBoolean()).isTrue();
        var failed = simulate(api, zone, List.of(allowed, wrong));
        assertThat(failed.get("verdict").asString()).isEqualTo("fail");
        assertThat(failed.get("would_activate").asBoolean()).isFalse();
    }

    private static JsonNode simulate(Api api, Api.Governed zone, List<Map<String, Object>> cases) {
        return api.post(
                        "/v1/zones/%s/policy-sets/%s/simulate".formatted(zone.zoneId(), zone.policySetId()),
                        Map.of("version_id", zone.versionIds().get(0), "cases", cases))
                .expect(200)
                .json();
    }

    private static Api.Answer activate(Api api, Api.Governed zone, String versionId) {
        return api.activate(zone.zoneId(), zone.policySetId(), versionId).expect(202);
    }

    private static void assertSecretsAreKeptPrivately(Path data) throws Exception {
        for (var file : List.of("admin-token", "streams-hmac-key")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(file))))
                    .isEqualTo("rw-------");
        }
    }

    private static void assertEverythingStops(PackagedEdict edict) throws Exception {
        var ports = List.of(edict.portOf("PostgreSQL"), edict.portOf("Redis"));
        assertThat(edict.terminate()).isIn(0, 143);
        for (var port : ports) {
            assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
                    .hasMessageContaining("refused");
        }
    }

    /** Where a change has to show: the binding a token service reads, the stream, the timeline, and {@code active}. */
    private static final class Places implements AutoCloseable {

        private final Api api;
        private final byte[] key;
        private final JdbcClient database;
        private final RedisClient redis;

        Places(PackagedEdict edict, Api api) {
            this.api = api;
            this.key = HexFormat.of().parseHex(edict.secret("streams-hmac-key"));
            var postgres = new PGSimpleDataSource();
            postgres.setURL("jdbc:postgresql://127.0.0.1:%d/edict?user=postgres".formatted(edict.portOf("PostgreSQL")));
            this.database = JdbcClient.create(postgres);
            this.redis = RedisClient.create(RedisURI.create("127.0.0.1", edict.portOf("Redis")));
        }

        void expect(
                Api.Governed zone,
                Api.Answer change,
                @Nullable String governing,
                @Nullable String previous,
                String words) {
            var dispatchId = change.text("outbox_id");
            assertThat(binding(zone)).isEqualTo(governing == null ? List.of() : List.of(governing));
            expectActive(zone, governing, dispatchId);
            expectEntry(zone, governing, dispatchId);
            expectTold(zone, governing, previous, words);
        }

        private List<String> binding(Api.Governed zone) {
            return database.sql(
                            """
                    select active_version_id from views.policy_set_bindings
                    where zone_id = :zone and active_version_id is not null
                    """)
                    .param("zone", zone.zoneId())
                    .query(String.class)
                    .list();
        }

        private void expectActive(Api.Governed zone, @Nullable String governing, String dispatchId) {
            var active = api.active(zone.zoneId()).expect(200).json();
            assertThat(active.get("governed").asBoolean()).isEqualTo(governing != null);
            assertThat(
                            active.get("version_id").isNull()
                                    ? null
                                    : active.get("version_id").asString())
                    .isEqualTo(governing);
            assertThat(active.get("outbox_id").asString()).isEqualTo(dispatchId);
        }

        private void expectEntry(Api.Governed zone, @Nullable String governing, String dispatchId) {
            await("the relay to send what was committed")
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> newest().getBody().get("outbox_id"), dispatchId::equals);
            var fields = new TreeMap<>(newest().getBody());
            assertThat(fields.remove("_sig")).isEqualTo(signature(fields));
            var expected = new TreeMap<>(
                    Map.of("outbox_id", dispatchId, "zone_id", zone.zoneId(), "policy_set_id", zone.policySetId()));
            if (governing != null) {
                expected.put("policy_set_version_id", governing);
            }
            expected.put("activation_seq", api.active(zone.zoneId()).expect(200).text("activation_seq"));
            assertThat(fields).isEqualTo(expected);
        }

        private StreamMessage<String, String> newest() {
            try (var connection = redis.connect()) {
                return connection.sync().xrevrange(STREAM, Range.unbounded(), Limit.from(1)).stream()
                        .findFirst()
                        .orElseGet(() -> new StreamMessage<>(STREAM, "0-0", Map.of()));
            }
        }

        /** The contract's canonical form (§4.2), written here anew. */
        private String signature(SortedMap<String, String> fields) {
            var canonical = new StringBuilder(STREAM).append('\n');
            fields.forEach((name, value) ->
                    canonical.append(name).append('=').append(value).append('\n'));
            try {
                var mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(key, "HmacSHA256"));
                return HexFormat.of().formatHex(mac.doFinal(canonical.toString().getBytes(StandardCharsets.UTF_8)));
            } catch (java.security.GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        private void expectTold(
                Api.Governed zone, @Nullable String governing, @Nullable String previous, String words) {
            await("the timeline, a reader of its own, to tell of the change")
                    .atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> {
                        var rows = changes(zone);
                        var row = rows.get(rows.size() - 1);
                        assertThat(row.get("summary").asString()).startsWith(words);
                        assertThat(text(row, "governing_version_id")).isEqualTo(governing);
                        assertThat(text(row, "previous_version_id")).isEqualTo(previous);
                        assertThat(text(row, "actor")).isEqualTo("admin:bootstrap");
                    });
        }

        /** Without what became of them on the decision point inside. */
        private List<JsonNode> changes(Api.Governed zone) {
            return api.timeline(zone.zoneId()).stream()
                    .filter(row -> !row.get("event").asString().startsWith("deployment."))
                    .toList();
        }

        private static @Nullable String text(JsonNode row, String member) {
            return row.get(member).isNull() ? null : row.get(member).asString();
        }

        @Override
        public void close() {
            redis.shutdown();
        }
    }
}
