package dev.edict.fleet.opa.bundle;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import dev.edict.command.api.SettingRefused;
import dev.edict.fleet.opa.bundle.TarGzip.Member;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.pem.PemContent;
import tools.jackson.databind.json.JsonMapper;

/**
 * Signs bundles with an operator's key, as agents verify them: one JWS over the hashes of all files. The signatures are
 * deterministic, so that every node sends the same bytes.
 */
final class BundleSigner {

    static final String FILE = ".signatures.json";
    static final String KEY = "EDICT_OPA_SIGNING_KEY";

    private static final String SHAPE = "is not an RSA key of at least 2048 bits or an EC key on P-256, P-384 or P-521:"
            + " set such a private key as PEM, not encrypted";
    private static final int LEAST_RSA_BITS = 2048;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JWSHeader header;
    private final JWSSigner signer;
    private final @Nullable String scope;
    private final String fingerprint;

    private BundleSigner(JWSHeader header, JWSSigner signer, @Nullable String scope, String fingerprint) {
        this.header = header;
        this.signer = signer;
        this.scope = scope;
        this.fingerprint = fingerprint;
    }

    /**
     * Reads a private key.
     *
     * @param keyId the name of the public key in the configuration of agents
     * @throws SettingRefused without repeating anything of the key
     */
    static BundleSigner of(String pem, String keyId, @Nullable String scope) {
        var key = privateKey(pem);
        try {
            JWSSigner signer;
            JWSAlgorithm algorithm;
            if (key instanceof RSAPrivateKey rsa && rsa.getModulus().bitLength() >= LEAST_RSA_BITS) {
                algorithm = JWSAlgorithm.RS256;
                signer = new RSASSASigner(rsa);
            } else if (key instanceof ECPrivateKey ec) {
                var deterministic = new DeterministicEcdsaSigner(ec);
                algorithm = deterministic.algorithm();
                signer = deterministic;
            } else {
                throw new SettingRefused(KEY, SHAPE);
            }
            var header = new JWSHeader.Builder(algorithm)
                    .type(JOSEObjectType.JWT)
                    .keyID(keyId)
                    .build();
            var identity = "%s\n%s\n%s".formatted(Hashes.sha256(key.getEncoded()), keyId, scope);
            return new BundleSigner(header, signer, scope, Hashes.sha256(identity.getBytes(StandardCharsets.UTF_8)));
        } catch (JOSEException e) {
            throw new SettingRefused(KEY, SHAPE);
        }
    }

    private static PrivateKey privateKey(String pem) {
        PrivateKey key;
        try {
            key = PemContent.of(pem).getPrivateKey();
        } catch (RuntimeException e) {
            // The cause may quote the key.
            throw new SettingRefused(KEY, SHAPE);
        }
        if (key == null) {
            throw new SettingRefused(KEY, SHAPE);
        }
        return key;
    }

    /** Differs whenever the signature would. */
    String fingerprint() {
        return fingerprint;
    }

    JWSAlgorithm algorithm() {
        return header.getAlgorithm();
    }

    /** The file with the signature over all other files. */
    Member signatures(List<Member> members) {
        var claims = new TreeMap<String, Object>();
        claims.put("files", members.stream().map(BundleSigner::hashed).toList());
        if (scope != null) {
            claims.put("scope", scope);
        }
        var signed = new JWSObject(header, new Payload(JSON.writeValueAsString(claims)));
        try {
            signed.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("the key that was read cannot sign", e);
        }
        var file = JSON.writeValueAsString(Map.of("signatures", List.of(signed.serialize())));
        return new Member(FILE, file);
    }

    private static Map<String, String> hashed(Member member) {
        var file = new TreeMap<String, String>();
        file.put("name", member.name());
        file.put("hash", Hashes.sha256(member.bytes()));
        file.put("algorithm", "SHA-256");
        return file;
    }

    @Override
    public String toString() {
        return "BundleSigner[hidden]";
    }
}
