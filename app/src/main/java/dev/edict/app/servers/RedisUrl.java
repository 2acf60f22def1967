package dev.edict.app.servers;

import dev.edict.embedded.StartRefused;
import io.lettuce.core.RedisURI;
import java.util.function.Supplier;

/** Reads {@code REDIS_URL}. */
final class RedisUrl {

    private static final String NAME = "REDIS_URL";

    private RedisUrl() {}

    static RedisURI parse(String url) {
        if (!url.startsWith("redis://") && !url.startsWith("rediss://")) {
            throw malformed();
        }
        try {
            var parsed = RedisURI.create(url);
            if (parsed.getHost() == null || parsed.getHost().isBlank()) {
                throw malformed();
            }
            return parsed;
        } catch (IllegalArgumentException e) {
            // Its message repeats the address with the password, so it is not even kept as the cause.
            throw malformed();
        }
    }

    /** The current address; user and password are read again for each connection. */
    static RedisURI current(Supplier<String> url) {
        var address = parse(url.get());
        address.setCredentialsProvider(
                () -> parse(url.get()).getCredentialsProvider().resolveCredentials());
        return address;
    }

    private static StartRefused malformed() {
        return new StartRefused(
                NAME + " is not a Redis address",
                "write redis://[user:password@]host[:port][/database], or rediss:// for TLS,"
                        + " with special characters of user and password percent-encoded");
    }
}
