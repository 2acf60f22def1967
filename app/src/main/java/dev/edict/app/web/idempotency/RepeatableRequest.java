package dev.edict.app.web.idempotency;

import dev.edict.app.web.request.BufferedBody;
import dev.edict.app.web.request.RouteStatus;
import dev.edict.command.api.IdempotentRequest;
import dev.edict.command.api.OneTimeSecret;
import dev.edict.command.api.Receipt;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A request with a key, whose body was read already to tell it apart from another one under the same key. */
public final class RepeatableRequest extends HttpServletRequestWrapper implements IdempotentRequest {

    private final Receipt.Id id;
    private final byte[] body;
    private final String fingerprint;
    private final ReceiptCipher seal;
    private final JsonMapper json;

    RepeatableRequest(HttpServletRequest request, Receipt.Id id, byte[] body, ReceiptCipher seal, JsonMapper json) {
        super(request);
        this.id = id;
        this.body = body;
        this.fingerprint = fingerprint(request, body);
        this.seal = seal;
        this.json = json;
    }

    /** SHA-256 of method, path and body. */
    private static String fingerprint(HttpServletRequest request, byte[] body) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            var head = request.getMethod() + " " + request.getRequestURI() + "\n";
            digest.update(head.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(body));
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
        var receipt = new Receipt(id, fingerprint, RouteStatus.of(this), text, false);
        return answer instanceof OneTimeSecret ? seal.close(receipt) : receipt;
    }

    /** The body of the first answer; empty if that was to another request. */
    public Optional<String> answerIn(Receipt receipt) {
        if (!receipt.fingerprint().equals(fingerprint)) {
            return Optional.empty();
        }
        return receipt.sealed() ? seal.open(receipt) : Optional.of(receipt.body());
    }

    @Override
    public ServletInputStream getInputStream() {
        return new BufferedBody(body);
    }

    @Override
    public BufferedReader getReader() {
        return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }
}
