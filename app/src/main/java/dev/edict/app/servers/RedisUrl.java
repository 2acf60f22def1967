package dev.edict.app.servers;

import dev.edict.bridge.redis.RedisAddress;
import dev.edict.embedded.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads {@code REDIS_URL} and {@code EDICT_REDIS_CA_FILE}. */
final class RedisUrl {

    static final String NAME = "REDIS_URL";
    static final String CA_FILE = "EDICT_REDIS_CA_FILE";

    private RedisUrl() {}

    static RedisAddress parse(String url) {
        try {
            return RedisAddress.parse(url, null);
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
    }

    /**
     * The current address; user and password are read again for each connection.
     *
     * @param certificates null for the authorities that Java trusts
     */
    static RedisAddress current(Supplier<String> url, @Nullable Path certificates) {
        return RedisAddress.current(url, certificates);
    }

    /** The path of a PEM file with at least one certificate. */
    static Path certificates(String path) {
        try (var file = Files.newInputStream(Path.of(path))) {
            if (CertificateFactory.getInstance("X.509")
                    .generateCertificates(file)
                    .isEmpty()) {
                throw noCertificates();
            }
            return Path.of(path);
        } catch (IOException | InvalidPathException | CertificateException e) {
            throw noCertificates();
        }
    }

    private static StartRefused noCertificates() {
        return new StartRefused(
                "the file that " + CA_FILE + " names has no certificates",
                "name a PEM file with the authority of the certificate of Redis, and let this user read it");
    }

    private static StartRefused malformed() {
        return new StartRefused(
                NAME + " is not a Redis address",
                "write redis://[user:password@]host[:port][/database], redis-sentinel://[user:password@]host[:port],…#master"
                        + " or redis-cluster://[user:password@]host[:port],…, with rediss instead of redis for TLS,"
                        + " with special characters of user and password percent-encoded");
    }
}
