package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.decision.EmbeddedDecisionEngine;
import dev.edict.decision.Evaluation.Decided;
import dev.edict.decision.PolicyDocument;
import dev.edict.decision.input.PolicyInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Released Open Policy Agents follow the packaged program: {@code mvn -pl app -am verify -Popa-fleet}. */
@Tag("servers")
@EnabledIf(
        value = "dev.edict.app.StockOpa#isBuilt",
        disabledReason = "agents are built by -Popa-fleet, and need go on the PATH")
class StockOpaIT {

    private static final int CASES = 1_000;
    private static final Duration FLIP = Duration.ofMillis(500);
    private static final Duration OUTAGE =
            Boolean.getBoolean("edict.soak") ? Duration.ofSeconds(60) : Duration.ofSeconds(5);

    @TempDir
    private static Path data;

    private static PackagedEdict edict;
    private static CorruptingProxy proxy;
    private static Api api;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws Exception {
        edict = new PackagedEdict(data, Map.of()).awaitReady();
        api = edict.api();
        proxy = new CorruptingProxy(edict.port());
    }

    @AfterAll
    static void stop() {
        proxy.close();
        edict.close();
    }

    static List<Path> agents() {
        return StockOpa.programs();
    }

    /** A zone with a version that grants, and one that freezes. */
    private record Scene(String zoneId, String policySetId, String grants, String frozen) {

        static Scene of(Api api) {
            var zoneId = api.zone();
            var set = api.policySet(zoneId);
            var documents = api.policy(zoneId, DecisionCases.DOCUMENT).versionId();
            var freeze = api.policy(zoneId, DecisionCases.FROZEN).versionId();
            return new Scene(zoneId, set, api.seal(zoneId, set, documents), api.seal(zoneId, set, documents, freeze));
        }

        void activate(String version) {
            api.activate(zoneId, policySetId, version).expect(202);
        }

        String token() {
            return api.post(
                            "/v1/admin-tokens",
                            Map.of(
                                    "name",
                                    Api.uniqueName("opa"),
                                    "scope",
                                    "zone",
                                    "zone_id",
                                    zoneId,
                                    "capability",
                                    "replica"))
                    .expect(201)
                    .text("token");
        }

        JsonNode propagation() {
            return api.get("/v1/zones/%s/propagation".formatted(zoneId))
                    .expect(200)
                    .json();
        }

        String status() {
            return propagation().get("status").stringValue();
        }

        JsonNode point() {
            return propagation().get("decision_points").path(0);
        }
    }

    private StockOpa agent(Path program, Scene scene, String token, String more) {
        return new StockOpa(program, folder, proxy.port(), scene.zoneId(), token, more);
    }

    private StockOpa agent(Path program, Scene scene) {
        return agent(program, scene, scene.token(), "").awaitReady();
    }

    private static String workload(StockOpa agent) {
        return agent.decide(DecisionCases.workload()).path("decision").asString("none");
    }

    private static String reason(StockOpa agent) {
        return agent.decide(DecisionCases.workload())
                .at("/diagnostics/0/reason")
                .asString("none");
    }

    private static ConditionFactory soon(String what) {
        return await(what).atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(10));
    }

    @ParameterizedTest
    @MethodSource("agents")
    void decides_like_the_embedded_engine(Path program) {
        var scene = Scene.of(api);
        scene.activate(scene.grants());
        var outcomes = new TreeMap<String, Integer>();
        try (var agent = agent(program, scene)) {
            compare(agent, List.of(DecisionCases.DOCUMENT), outcomes);
            scene.activate(scene.frozen());
            soon("it to freeze").until(() -> reason(agent).equals("restriction_active"));
            compare(agent, List.of(DecisionCases.DOCUMENT, DecisionCases.FROZEN), outcomes);
        }
        assertThat(outcomes)
                .containsOnlyKeys(
                        "caracal-bootstrap",
                        "caracal-ledger-mint",
                        "caracal-ledger-use",
                        "caracal-till-mint",
                        "caracal-till-use",
                        "caracal-workload-mint",
                        "confinement_violation",
                        "delegation_scope_exceeded",
                        "mandate_target_mismatch",
                        "no_rule_matched",
                        "resource_not_granted",
                        "restriction_active",
                        "role_scope_mismatch");
    }

    private static void compare(StockOpa agent, List<String> texts, Map<String, Integer> outcomes) {
        var documents = texts.stream()
                .map(text -> new PolicyDocument("d" + texts.indexOf(text), text))
                .toList();
        var cases = new DecisionCases(42);
        for (int n = 0; n < CASES; n++) {
            var input = cases.next();
            var ours = new EmbeddedDecisionEngine()
                    .evaluate(documents, List.of(PolicyInput.from(input)))
                    .get(0);
            var theirs = agent.decide(input);
            if (ours instanceof Decided decided) {
                var decision = decided.decision();
                assertThat(theirs.path("decision").asString("none"))
                        .as("%s", input)
                        .isEqualTo(decision.effect().word());
                assertThat(theirs.get("diagnostics"))
                        .as("%s", input)
                        .isEqualTo(JsonMapper.shared()
                                .readTree(JsonMapper.shared().writeValueAsString(decision.diagnostics())));
                assertThat(theirs.get("determining_policies"))
                        .as("%s", input)
                        .isEqualTo(JsonMapper.shared()
                                .readTree(JsonMapper.shared().writeValueAsString(decision.determiningPolicies())));
                outcomes.merge(
                        decision.reason().orElseGet(() -> theirs.at("/determining_policies/0/policy")
                                .stringValue()),
                        1,
                        Integer::sum);
            } else {
                assertThat(theirs.isMissingNode())
                        .as("%s, but %s of %s", ours, theirs, input)
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("agents")
    void a_workload_is_denied_in_a_zone_without_governance(Path program) {
        var scene = Scene.of(api);
        try (var agent = agent(program, scene)) {
            assertThat(workload(agent)).isEqualTo("deny");
            assertThat(reason(agent)).isEqualTo("no_active_policy_set");
            scene.activate(scene.grants());
            soon("it to allow").until(() -> workload(agent).equals("allow"));
            api.deactivate(scene.zoneId(), "incident").expect(202);
            soon("it to deny").until(() -> reason(agent).equals("no_active_policy_set"));
            soon("the deactivation to be settled").until(() -> scene.status().equals("settled"));
        }
    }

    @ParameterizedTest
    @MethodSource("agents")
    void it_stands_in_propagation_and_flips_within_half_a_second_and_back(Path program) {
        var scene = Scene.of(api);
        scene.activate(scene.grants());
        try (var agent = agent(program, scene)) {
            soon("it to be current")
                    .until(() -> scene.point().path("state").asString("").equals("current"));
            assertThat(scene.point().get("id").stringValue()).isEqualTo("opa:" + agent.instance());
            for (int n = 0; n < 5; n++) {
                scene.activate(scene.frozen());
                await("it to freeze")
                        .atMost(FLIP)
                        .pollInterval(Duration.ofMillis(10))
                        .until(() -> workload(agent).equals("deny"));
                soon("it to be settled").until(() -> scene.status().equals("settled"));
                api.rollBack(scene.zoneId(), "thaw").expect(202);
                await("it to thaw")
                        .atMost(FLIP)
                        .pollInterval(Duration.ofMillis(10))
                        .until(() -> workload(agent).equals("allow"));
                soon("it to be settled").until(() -> scene.status().equals("settled"));
            }
            assertThat(scene.propagation().get("decision_points")).hasSize(1);
        }
    }

    @ParameterizedTest
    @MethodSource("agents")
    void it_goes_on_while_edict_is_away_and_a_restarted_one_decides_by_its_copy(Path program) throws Exception {
        var scene = Scene.of(api);
        scene.activate(scene.grants());
        try (var agent = agent(program, scene)) {
            soon("it to be current")
                    .until(() -> scene.point().path("state").asString("").equals("current"));
            assertThat(edict.terminate()).as("ended by SIGTERM").isEqualTo(143);
            await("the outage").pollDelay(OUTAGE).atMost(OUTAGE.plusSeconds(10)).until(() -> workload(agent)
                    .equals("allow"));
            agent.restart();
            agent.awaitReady();
            assertThat(workload(agent)).isEqualTo("allow");

            edict = new PackagedEdict(data, Map.of()).awaitReady();
            api = edict.api();
            proxy.to(edict.port());
            scene.activate(scene.frozen());
            soon("it to freeze").until(() -> workload(agent).equals("deny"));
            soon("the restart to be the next incarnation").until(() -> scene.propagation()
                    .get("decision_points")
                    .valueStream()
                    .anyMatch(point -> point.get("incarnation").asInt() == 2
                            && point.get("state").stringValue().equals("current")));
        }
    }

    @ParameterizedTest
    @MethodSource("agents")
    void a_corrupted_archive_is_not_loaded_and_the_next_whole_one_is(Path program) {
        var scene = Scene.of(api);
        scene.activate(scene.grants());
        try (var agent = agent(program, scene)) {
            soon("it to be current")
                    .until(() -> scene.point().path("state").asString("").equals("current"));
            proxy.corrupt(true);
            scene.activate(scene.frozen());
            soon("it to say so")
                    .until(() -> scene.point().path("state").asString("").equals("loading_failed"));
            assertThat(scene.point().get("error").stringValue()).contains("bundle_error");
            assertThat(workload(agent)).isEqualTo("allow");
            assertThat(scene.status()).isEqualTo("unsettled");
        } finally {
            proxy.corrupt(false);
        }
        try (var agent = agent(program, scene)) {
            soon("it to freeze").until(() -> workload(agent).equals("deny"));
        }
    }

    @ParameterizedTest
    @MethodSource("agents")
    void a_wrong_token_leaves_it_without_a_bundle_until_the_right_one_is_there(Path program) {
        var scene = Scene.of(api);
        scene.activate(scene.grants());
        try (var agent = agent(program, scene, "another-token-of-some-length", "")) {
            soon("it to be refused").until(() -> agent.log().contains("Unauthorized"));
            soon("it to say that it has no bundle").until(() -> agent.health() == 500);
            assertThat(agent.decide(DecisionCases.workload()).isMissingNode()).isTrue();
            agent.writeToken(scene.token());
            agent.awaitReady();
            assertThat(workload(agent)).isEqualTo("allow");
        }
    }

    @ParameterizedTest
    @MethodSource("agents")
    void a_signed_bundle_is_loaded_with_the_public_key_and_with_no_other(Path program, @TempDir Path other)
            throws Exception {
        var pair = pair();
        var key = Files.writeString(
                other.resolve("signing.pem"), pem("PRIVATE", pair.getPrivate().getEncoded()));
        try (var signing =
                new PackagedEdict(other.resolve("data"), Map.of("EDICT_OPA_SIGNING_KEY_FILE", key.toString()))) {
            var before = api;
            var port = edict.port();
            signing.awaitReady();
            api = signing.api();
            proxy.to(signing.port());
            try {
                loadsWithItsKeyOnly(program, pair);
            } finally {
                api = before;
                proxy.to(port);
            }
        }
    }

    private void loadsWithItsKeyOnly(Path program, KeyPair pair) throws GeneralSecurityException, IOException {
        var scene = Scene.of(api);
        scene.activate(scene.grants());
        try (var agent = agent(program, scene, scene.token(), keys(pair)).awaitReady()) {
            assertThat(workload(agent)).isEqualTo("allow");
        }
        var elsewhere = Files.createDirectory(folder.resolve("other"));
        try (var agent = new StockOpa(program, elsewhere, proxy.port(), scene.zoneId(), scene.token(), keys(pair()))) {
            soon("it to refuse the signature").until(() -> agent.log().contains("failed to verify"));
            soon("it to say that it has no bundle").until(() -> agent.health() == 500);
        }
    }

    private static KeyPair pair() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static String pem(String kind, byte[] key) {
        return "-----BEGIN %s KEY-----\n%s\n-----END %s KEY-----\n"
                .formatted(kind, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key), kind);
    }

    private static String keys(KeyPair pair) {
        var text = pem("PUBLIC", pair.getPublic().getEncoded()).replace("\n", "\\n");
        return "keys: {edict: {algorithm: ES256, key: \"%s\"}}\n".formatted(text);
    }
}
