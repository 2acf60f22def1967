package dev.edict.fleet.opa.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import dev.edict.command.api.SettingRefused;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Bundles are signed with the operator's key, as agents verify them. */
class SignBundleTest {

    private final PublishedZones zones = new PublishedZones();
    private final AtomicReference<Optional<BundleSigner>> signer = new AtomicReference<>(Optional.empty());
    private final BundleArchives archives = new BundleArchives(zones, BundleFiles.withOwnContract(), signer::get);

    private BundleArchive archive() {
        var contents = PublishedZones.governed("z1", 1, PublishedZones.GRANTS);
        zones.put(contents);
        return archives.of(contents.governance());
    }

    private static KeyPair ec(String curve) throws Exception {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curve));
        return generator.generateKeyPair();
    }

    private static KeyPair rsa(int bits) throws Exception {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    private static String pem(KeyPair pair) {
        return "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
                .formatted(
                        Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded()));
    }

    private void sign(KeyPair pair, @Nullable String scope) {
        signer.set(Optional.of(BundleSigner.of(pem(pair), "k1", scope)));
    }

    /** The names and hashes that are signed, if the signature is the key's. */
    private static Map<String, String> verified(Map<String, String> members, JWSVerifier verifier) throws Exception {
        var signed = signature(members);
        assertThat(signed.verify(verifier)).as("the signature is the key's").isTrue();
        return payload(signed)
                .get("files")
                .valueStream()
                .collect(Collectors.toMap(file -> file.get("name").stringValue(), file -> file.get("hash")
                        .stringValue()));
    }

    private static JWSObject signature(Map<String, String> members) throws Exception {
        var signatures =
                JsonMapper.shared().readTree(members.get(".signatures.json")).get("signatures");
        assertThat(signatures).hasSize(1);
        return JWSObject.parse(signatures.get(0).stringValue());
    }

    private static JsonNode payload(JWSObject signed) {
        return JsonMapper.shared().readTree(signed.getPayload().toString());
    }

    private static Map<String, String> hashes(Map<String, String> members) {
        return members.entrySet().stream()
                .filter(member -> !member.getKey().equals(".signatures.json"))
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        member -> Hashes.sha256(member.getValue().getBytes(java.nio.charset.StandardCharsets.UTF_8))));
    }

    @ParameterizedTest
    @CsvSource({"secp256r1, ES256", "secp384r1, ES384", "secp521r1, ES512"})
    void the_public_key_of_an_ec_key_verifies_exactly_the_other_files(String curve, String algorithm) throws Exception {
        var pair = ec(curve);
        sign(pair, null);
        var members = UnpackedBundle.of(archive().bytes());

        assertThat(verified(members, new ECDSAVerifier((ECPublicKey) pair.getPublic())))
                .isEqualTo(hashes(members));
        assertThat(signature(members).getHeader().toJSONObject())
                .containsEntry("alg", algorithm)
                .containsEntry("kid", "k1")
                .containsEntry("typ", "JWT");
        assertThat(signature(members)
                        .verify(new ECDSAVerifier((ECPublicKey) ec(curve).getPublic())))
                .isFalse();
    }

    @Test
    void the_public_key_of_an_rsa_key_verifies_exactly_the_other_files() throws Exception {
        var pair = rsa(2048);
        sign(pair, "edict");
        var members = UnpackedBundle.of(archive().bytes());

        assertThat(verified(members, new RSASSAVerifier((RSAPublicKey) pair.getPublic())))
                .isEqualTo(hashes(members));
        assertThat(payload(signature(members)).get("scope").stringValue()).isEqualTo("edict");
        assertThat(payload(signature(members)).get("files"))
                .allSatisfy(
                        file -> assertThat(file.get("algorithm").stringValue()).isEqualTo("SHA-256"));
    }

    @Test
    void without_a_scope_none_is_said() throws Exception {
        sign(rsa(2048), null);
        assertThat(payload(signature(UnpackedBundle.of(archive().bytes()))).has("scope"))
                .isFalse();
    }

    @Test
    void a_changed_file_does_not_have_its_signed_hash() throws Exception {
        var pair = ec("secp256r1");
        sign(pair, null);
        var members = UnpackedBundle.of(archive().bytes());
        var signed = verified(members, new ECDSAVerifier((ECPublicKey) pair.getPublic()));
        members.computeIfPresent("contract.rego", (name, text) -> text + " ");

        assertThat(hashes(members)).isNotEqualTo(signed);
    }

    @Test
    void every_node_signs_with_the_same_bytes() throws Exception {
        for (var pair : List.of(ec("secp256r1"), ec("secp384r1"), rsa(2048))) {
            sign(pair, null);
            var here = archive();
            var elsewhere = new BundleArchives(zones, BundleFiles.withOwnContract(), signer::get);
            assertThat(elsewhere
                            .of(PublishedZones.governed("z1", 1).governance())
                            .bytes())
                    .isEqualTo(here.bytes());
        }
    }

    @Test
    void another_key_or_key_id_or_scope_changes_the_tag_and_the_former_one_brings_it_back() throws Exception {
        var first = ec("secp256r1");
        var tags = new ArrayList<String>();
        tags.add(archive().tag());
        sign(first, null);
        tags.add(archive().tag());
        sign(ec("secp256r1"), null);
        tags.add(archive().tag());
        sign(first, "edict");
        tags.add(archive().tag());
        signer.set(Optional.of(BundleSigner.of(pem(first), "k2", null)));
        tags.add(archive().tag());
        assertThat(tags).doesNotHaveDuplicates();

        sign(first, null);
        assertThat(archive().tag()).isEqualTo(tags.get(1));
    }

    @Test
    void other_keys_are_refused_and_never_repeated() throws Exception {
        var publicKey = "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
                .formatted(Base64.getMimeEncoder()
                        .encodeToString(ec("secp256r1").getPublic().getEncoded()));
        var ed25519 = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        for (var pem : List.of("", "secret-text", publicKey, pem(rsa(1024)), pem(ed25519))) {
            assertThatThrownBy(() -> BundleSigner.of(pem, "k1", null))
                    .isInstanceOf(SettingRefused.class)
                    .hasMessageStartingWith("EDICT_OPA_SIGNING_KEY is not an RSA key")
                    .hasNoCause()
                    .hasMessageNotContaining("secret-text");
        }
        assertThat(BundleSigner.of(pem(rsa(2048)), "k1", null)).hasToString("BundleSigner[hidden]");
    }
}
