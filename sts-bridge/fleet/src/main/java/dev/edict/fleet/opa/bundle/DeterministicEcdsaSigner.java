package dev.edict.fleet.opa.bundle;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.impl.ECDSA;
import com.nimbusds.jose.crypto.impl.ECDSAProvider;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** ECDSA by RFC 6979: the same text always gets the same signature, on every node. */
final class DeterministicEcdsaSigner extends ECDSAProvider implements JWSSigner {

    private static final Provider ALGORITHMS = new BouncyCastleProvider();

    private final ECPrivateKey key;

    DeterministicEcdsaSigner(ECPrivateKey key) throws JOSEException {
        super(ECDSA.resolveAlgorithm(Curve.forECParameterSpec(key.getParams())));
        this.key = key;
    }

    JWSAlgorithm algorithm() {
        return supportedECDSAAlgorithm();
    }

    @Override
    public Base64URL sign(JWSHeader header, byte[] input) throws JOSEException {
        var bits = header.getAlgorithm().getName().substring(2);
        try {
            var signature = Signature.getInstance("SHA%swithECDDSA".formatted(bits), ALGORITHMS);
            signature.initSign(key);
            signature.update(input);
            var length = ECDSA.getSignatureByteArrayLength(header.getAlgorithm());
            return Base64URL.encode(ECDSA.transcodeSignatureToConcat(signature.sign(), length));
        } catch (GeneralSecurityException e) {
            throw new JOSEException("cannot sign", e);
        }
    }
}
