package dev.edict.decisionpoint.caracal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.edict.command.api.Rejection;
import dev.edict.command.secret.GatewayKey;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Verifies signed requests (contract §6.3). Nonces are remembered by this process and not in Redis: the routes change
 * nothing, and must answer while Redis is away.
 */
final class SignedRequests {

    static final String TIMESTAMP = "X-Caracal-Gateway-Timestamp";
    static final String NONCE = "X-Caracal-Gateway-Request";
    static final String SIGNATURE = "X-Caracal-Gateway-Signature";

    private static final long MOST_SKEW_SECONDS = 60;
    private static final int MOST_NONCES = 100_000;
    private static final Pattern UNIX_SECONDS = Pattern.compile("[0-9]{1,11}");
    private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7e]{1,128}");

    private final Supplier<Optional<GatewayKey>> key;
    private final Clock clock;
    private final Cache<String, Boolean> nonces = Caffeine.newBuilder()
            .expireAfterWrite(Duration.ofSeconds(2 * MOST_SKEW_SECONDS + 1))
            .maximumSize(MOST_NONCES)
            .build();

    /** @param key empty to refuse every request, as a token service without a key does */
    SignedRequests(Supplier<Optional<GatewayKey>> key, Clock clock) {
        this.key = key;
        this.clock = clock;
    }

    /**
     * Verifies a request.
     *
     * @param body the bytes that the signature covers; empty for none
     * @throws Rejection {@code access_denied} for a missing or wrong signature, a clock more than 60 s off, and a nonce
     *     that was used
     */
    void verify(HttpServletRequest request, byte[] body) {
        var timestamp = header(request, TIMESTAMP, UNIX_SECONDS);
        var nonce = header(request, NONCE, VISIBLE);
        var signature = header(request, SIGNATURE, VISIBLE);
        var seconds = Long.parseLong(timestamp);
        var skew = Math.abs(clock.instant().getEpochSecond() - seconds);
        var expected = key.get()
                .map(secret -> secret.sign(seconds, nonce, request.getMethod(), request.getRequestURI(), body))
                .orElseThrow(SignedRequests::denied);
        if (!MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.US_ASCII), signature.getBytes(StandardCharsets.US_ASCII))) {
            throw denied();
        }
        if (skew > MOST_SKEW_SECONDS || nonces.asMap().putIfAbsent(nonce, true) != null) {
            throw denied();
        }
    }

    private static String header(HttpServletRequest request, String name, Pattern form) {
        return Optional.ofNullable(request.getHeader(name))
                .filter(value -> form.matcher(value).matches())
                .orElseThrow(SignedRequests::denied);
    }

    /** The same words for every fault: a caller learns nothing about keys, clocks and nonces. */
    private static Rejection denied() {
        return Rejection.Reason.ACCESS_DENIED.because("the request is not signed as the contract requires");
    }
}
