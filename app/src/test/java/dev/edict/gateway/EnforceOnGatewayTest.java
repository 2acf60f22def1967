package dev.edict.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.app.Api;
import dev.edict.app.Documents;
import dev.edict.app.Edict;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** A sample application behind the gateway enforces what is activated in the program. */
@Tag("servers")
class EnforceOnGatewayTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int ACTIVATIONS = 100;
    private static final int ACTIVATIONS_OF_THE_CONTROL = 4;
    private static final String WRITING = Documents.GRANTS.replace("[\"ledger:read\"]", "[\"ledger:write\"]");

    private final Edict edict = Edict.shared();
    private final Api api = edict.api();
    private final String zoneId = api.zone();
    private final String policySetId = api.policySet(zoneId);
    private final String reading = version(Documents.GRANTS);
    private final String writing = version(WRITING);
    private final String gatewayId = Api.uniqueName("gateway");

    private String version(String document) {
        return api.seal(zoneId, policySetId, api.policy(zoneId, document).versionId());
    }

    private ConfigurableApplicationContext upstream(Map<String, String> more) {
        var settings = new HashMap<>(more);
        settings.put("edict.gateway.url", "http://127.0.0.1:" + edict.port());
        settings.put("edict.gateway.token", token());
        settings.put("edict.gateway.zones", zoneId);
        settings.put("edict.gateway.replica-id", gatewayId);
        return ProtectedUpstream.started(settings);
    }

    private String token() {
        return api.post(
                        "/v1/admin-tokens",
                        Map.of("name", gatewayId, "scope", "zone", "zone_id", zoneId, "capability", "replica"))
                .text("token");
    }

    private static UpstreamClient client(ConfigurableApplicationContext upstream) {
        return new UpstreamClient(upstream.getEnvironment().getRequiredProperty("local.server.port"));
    }

    private void activate(String versionId) {
        api.activate(zoneId, policySetId, versionId).expect(202);
    }

    private static ConditionFactory soon(String what) {
        return await(what).atMost(SOON).pollInterval(Duration.ofMillis(5));
    }

    @Test
    void access_flips_with_an_activation_and_back_with_a_rollback() {
        activate(reading);
        try (var upstream = upstream(Map.of())) {
            var client = client(upstream);
            soon("the activation lets the request through")
                    .until(() -> client.get("read").status() == 200);
            assertThat(client.get("read").body()).contains(reading);
            assertThat(client.getWithoutCredentials().status()).isEqualTo(401);

            activate(writing);
            soon("the next one refuses it").until(() -> client.get("read").status() == 403);
            assertThat(client.get("read").code()).isEqualTo("role_scope_mismatch");
            assertThat(client.get("read").version()).isEqualTo(writing);

            api.rollBack(zoneId, "too strict").expect(202);
            soon("the rollback lets it through again")
                    .until(() -> client.get("read").status() == 200);
            assertThat(client.get("read").seq()).isEqualTo(3);
            soon("the rollback is settled on the gateway")
                    .until(() -> api.get("/v1/zones/%s/propagation".formatted(zoneId))
                            .expect(200)
                            .json()
                            .get("decision_points")
                            .valueStream()
                            .anyMatch(point -> point.get("id").stringValue().equals(gatewayId)
                                    && point.get("state").stringValue().equals("current")));
        }
    }

    @Test
    void under_load_each_of_100_activations_is_enforced_without_a_wrong_decision() {
        activate(writing);
        try (var upstream = upstream(Map.of())) {
            var load = underLoad(client(upstream), ACTIVATIONS);

            assertThat(load.wrong()).isEmpty();
            assertThat(load.versions()).isEqualTo(activated(ACTIVATIONS));
            assertThat(load.granted()).isGreaterThan(ACTIVATIONS);
            assertThat(load.refused()).isGreaterThan(ACTIVATIONS);
        }
    }

    /** The control: the same load finds a gateway that decides by one version and carries another. */
    @Test
    void the_load_finds_a_gateway_whose_answers_carry_another_version() {
        activate(writing);
        try (var upstream = upstream(Map.of("sample.careless", "true"))) {
            assertThat(underLoad(client(upstream), ACTIVATIONS_OF_THE_CONTROL).wrong())
                    .anySatisfy(answer -> assertThat(answer).contains("status=200"))
                    .anySatisfy(answer -> assertThat(answer).contains("status=403"));
        }
    }

    /** Activates both versions in turn, each once the answers carry the one before. */
    private GatewayLoad underLoad(UpstreamClient client, int activations) {
        soon("the zone is loaded").until(() -> client.get("write").status() == 200);
        assertThat(client.get("read").status()).isEqualTo(403);
        var load = new GatewayLoad(client, Map.of(reading, simulated(reading), writing, simulated(writing)));
        try (load) {
            for (int i = 1; i <= activations; i++) {
                activate(i % 2 == 0 ? writing : reading);
                long seq = i + 1L;
                soon("answers carry activation " + seq).until(() -> load.newest() >= seq);
            }
        }
        return load;
    }

    private Map<Long, String> activated(int activations) {
        return IntStream.rangeClosed(1, activations + 1)
                .boxed()
                .collect(Collectors.toMap(Integer::longValue, seq -> seq % 2 == 0 ? reading : writing));
    }

    /** What a version decides, according to the program. */
    private Map<String, Boolean> simulated(String versionId) {
        var cases = List.of("read", "write").stream()
                .map(scope -> Map.of(
                        "name", scope, "input", Documents.mint(zoneId, "teller", "ledger:" + scope), "expect", "allow"))
                .toList();
        return api.post(
                        "/v1/zones/%s/policy-sets/%s/simulate".formatted(zoneId, policySetId),
                        Map.of("version_id", versionId, "cases", cases))
                .expect(200)
                .json()
                .get("cases")
                .valueStream()
                .collect(Collectors.toMap(
                        answered -> answered.get("name").stringValue(),
                        answered -> answered.get("actual").stringValue().equals("allow")));
    }
}
