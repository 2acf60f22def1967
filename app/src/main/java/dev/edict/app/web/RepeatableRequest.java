package dev.edict.app.web;

import dev.edict.command.api.KeyedRequest;
import dev.edict.command.api.Receipt;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.ContentCachingRequestWrapper;
import tools.jackson.databind.json.JsonMapper;

/** A request with a key, which remembers its body to be told apart from another one under the same key. */
final class RepeatableRequest extends ContentCachingRequestWrapper implements KeyedRequest {

    /** Larger bodies are refused before they become a command. */
    private static final int LARGEST_BODY = 1 << 20;

    private final Receipt.Id id;
    private final JsonMapper json;

    RepeatableRequest(HttpServletRequest request, Receipt.Id id, JsonMapper json) {
        super(request, LARGEST_BODY);
        this.id = id;
        this.json = json;
    }

    @Override
    public Receipt.Id id() {
        return id;
    }

    /** SHA-256 of method, path and body. */
    String fingerprint() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update((getMethod() + " " + getRequestURI() + "\n").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(getContentAsByteArray()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Receipt answered(@Nullable Object answer) {
        return new Receipt(
                id, fingerprint(), RouteStatus.of(this), answer == null ? "" : json.writeValueAsString(answer));
    }
}
