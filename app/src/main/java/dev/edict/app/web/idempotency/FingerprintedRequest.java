package dev.edict.app.web.idempotency;

import dev.edict.app.web.request.CachedRequest;
import dev.edict.app.web.request.RouteStatus;
import dev.edict.command.api.IdempotentRequest;
import dev.edict.command.api.OneTimeSecret;
import dev.edict.command.api.Receipt;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A request with a key; its method, path and body distinguish it from others with the same key. */
public final class FingerprintedRequest implements IdempotentRequest {

    private final Receipt.Id id;
    private final CachedRequest request;
    private final String fingerprint;
    private final ReceiptCipher seal;
    private final JsonMapper json;

    FingerprintedRequest(CachedRequest request, Receipt.Id id, ReceiptCipher seal, JsonMapper json) {
        this.request = request;
        this.id = id;
        this.fingerprint = fingerprint(request);
        this.seal = seal;
        this.json = json;
    }

    /** SHA-256 of method, path and body. */
    private static String fingerprint(CachedRequest request) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            var head = request.getMethod() + " " + request.getRequestURI() + "\n";
            digest.update(head.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(request.body()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Receipt.Id id() {
        return id;
    }

    @Override
    public Receipt answered(@Nullable Object answer) {
        var text = answer == null ? "" : json.writeValueAsString(answer);
        var receipt = new Receipt(id, fingerprint, RouteStatus.of(request), text, false);
        return answer instanceof OneTimeSecret ? seal.close(receipt) : receipt;
    }

    /** The body of the stored response; empty if that belongs to a different request. */
    public Optional<String> answerIn(Receipt receipt) {
        if (!receipt.fingerprint().equals(fingerprint)) {
            return Optional.empty();
        }
        return receipt.sealed() ? seal.open(receipt) : Optional.of(receipt.body());
    }
}
