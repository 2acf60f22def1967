package dev.edict.app;

import static dev.edict.app.StockOpaFleet.soon;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A released Open Policy Agent loads what is whole, and only with the right token and key. */
@WithStockOpa
class StockOpaTrustIT {

    @TempDir
    private static Path data;

    private static StockOpaFleet fleet;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws InterruptedException {
        fleet = new StockOpaFleet(data, Map.of());
    }

    @AfterAll
    static void stop() {
        fleet.close();
    }

    @ParameterizedTest
    @MethodSource("dev.edict.app.StockOpa#programs")
    void a_corrupted_archive_is_not_loaded_and_the_next_whole_one_is(Path program) {
        var scene = fleet.scene();
        scene.activate(scene.grants());
        try (var agent = fleet.agent(program, folder, scene)) {
            soon("it to be current")
                    .until(() -> scene.point().path("state").asString("").equals("current"));
            fleet.archives().corrupt(true);
            scene.activate(scene.frozen());
            soon("it to say so")
                    .until(() -> scene.point().path("state").asString("").equals("loading_failed"));
            assertThat(scene.point().get("error").stringValue()).contains("bundle_error");
            assertThat(agent.workload()).isEqualTo("allow");
            assertThat(scene.status()).isEqualTo("unsettled");
        } finally {
            fleet.archives().corrupt(false);
        }
        try (var agent = fleet.agent(program, folder, scene)) {
            soon("it to freeze").until(() -> agent.workload().equals("deny"));
        }
    }

    @ParameterizedTest
    @MethodSource("dev.edict.app.StockOpa#programs")
    void a_wrong_token_leaves_it_without_a_bundle_until_the_right_one_is_there(Path program) {
        var scene = fleet.scene();
        scene.activate(scene.grants());
        try (var agent = fleet.agent(program, folder, scene, "another-token-of-some-length", "")) {
            soon("it to be refused").until(() -> agent.log().contains("Unauthorized"));
            soon("it to say that it has no bundle").until(() -> agent.health() == 500);
            assertThat(agent.decide(DecisionCases.workload()).isMissingNode()).isTrue();
            agent.writeToken(scene.token());
            agent.awaitReady();
            assertThat(agent.workload()).isEqualTo("allow");
        }
    }

    @ParameterizedTest
    @MethodSource("dev.edict.app.StockOpa#programs")
    void a_signed_bundle_is_loaded_with_the_public_key_and_with_no_other(Path program, @TempDir Path other)
            throws Exception {
        var pair = pair();
        var key = Files.writeString(
                other.resolve("signing.pem"), pem("PRIVATE", pair.getPrivate().getEncoded()));
        try (var signing =
                new StockOpaFleet(other.resolve("data"), Map.of("EDICT_OPA_SIGNING_KEY_FILE", key.toString()))) {
            var scene = signing.scene();
            scene.activate(scene.grants());
            try (var agent = signing.agent(program, folder, scene, scene.token(), keys(pair))
                    .awaitReady()) {
                assertThat(agent.workload()).isEqualTo("allow");
            }
            var elsewhere = Files.createDirectory(folder.resolve("other"));
            try (var agent = signing.agent(program, elsewhere, scene, scene.token(), keys(pair()))) {
                soon("it to refuse the signature").until(() -> agent.log().contains("failed to verify"));
                soon("it to say that it has no bundle").until(() -> agent.health() == 500);
            }
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
