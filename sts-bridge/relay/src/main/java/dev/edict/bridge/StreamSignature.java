package dev.edict.bridge;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Signs the entries of a stream as its readers verify them. */
final class StreamSignature {

    static final String FIELD = "_sig";

    private final StreamKey key;

    StreamSignature(StreamKey key) {
        this.key = key;
    }

    String of(String stream, Map<String, ? extends @Nullable String> fields) {
        return HexFormat.of().formatHex(key.sign(canonical(stream, fields).getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * The text to sign. It escapes nothing, so it is unambiguous only for names and values without line feed and equals
     * sign; {@link Invalidation} rejects others.
     */
    static String canonical(String stream, Map<String, ? extends @Nullable String> fields) {
        var text = new StringBuilder(stream).append('\n');
        new TreeMap<String, @Nullable String>(fields).forEach((name, value) -> {
            if (value != null && !name.equals(FIELD)) {
                text.append(name).append('=').append(value).append('\n');
            }
        });
        return text.toString();
    }
}
