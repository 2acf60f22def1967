package dev.edict.app.web.access;

import dev.edict.app.servers.CurrentSecrets;
import dev.edict.app.web.access.Caller.Origin;
import dev.edict.command.api.token.Capability;
import dev.edict.command.api.token.TokenDirectory;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** Recognises callers by their bearer token (contract §2, token forms); only its hash is ever compared or looked up. */
@Component
public class Callers {

    public static final String METRICS = "/metrics";

    private static final String PREFIX = "Bearer ";
    private static final int MAX_TOKEN_LENGTH = 4096;

    /** What looks otherwise was never minted, and costs no question to the database. */
    private static final Pattern MINTED = Pattern.compile("cat_[A-Za-z0-9_-]{43}");

    private final CurrentSecrets secrets;
    private final TokenDirectory minted;
    private volatile Installation installation;

    public Callers(CurrentSecrets secrets, TokenDirectory minted) {
        this.secrets = secrets;
        this.minted = minted;
        this.installation = Installation.of(secrets.adminToken(), secrets.metricsToken());
    }

    /** The holders of the secrets as they are now. */
    private Installation installation() {
        var known = installation;
        var admin = secrets.adminToken();
        var metrics = secrets.metricsToken();
        if (!known.isOf(admin, metrics)) {
            known = Installation.of(admin, metrics);
            installation = known;
        }
        return known;
    }

    /** The holder of the token that a request carries. */
    Optional<Caller> find(HttpServletRequest request) {
        return token(request).flatMap(token -> find(request, token));
    }

    /** The token that a request carries; of several none is it. */
    public static Optional<String> token(HttpServletRequest request) {
        return Optional.of(Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION)))
                .filter(headers -> headers.size() == 1)
                .map(headers -> headers.get(0))
                .filter(header -> header.startsWith(PREFIX))
                .map(header -> header.substring(PREFIX.length()).strip())
                .filter(token -> !token.isEmpty() && token.length() <= MAX_TOKEN_LENGTH);
    }

    private Optional<Caller> find(HttpServletRequest request, String token) {
        var hash = sha256(token);
        var known = installation();
        var scraper = known.scraper();
        if (scraper != null && METRICS.equals(request.getRequestURI()) && scraper.has(hash)) {
            return Optional.of(scraper.caller);
        }
        return known.admins().stream()
                .filter(candidate -> candidate.has(hash))
                .findFirst()
                .map(match -> match.caller)
                .or(() -> MINTED.matcher(token).matches()
                        ? minted.find(HexFormat.of().formatHex(hash)).map(Callers::caller)
                        : Optional.empty());
    }

    private static Caller caller(TokenDirectory.KnownToken token) {
        return Caller.of(token.tokenId(), token.name(), token.capability(), token.zoneId(), Origin.MINTED);
    }

    /** What a token is told apart by, without telling it. */
    static String hash(String token) {
        return HexFormat.of().formatHex(sha256(token));
    }

    private static byte[] sha256(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Who is let in without having been given a token here. */
    private record Installation(
            String adminToken, @Nullable String metricsToken, List<Known> admins, @Nullable Known scraper) {

        static Installation of(String admin, @Nullable String metrics) {
            var admins = Stream.concat(
                            Stream.of(Known.as(Origin.BOOTSTRAP, "bootstrap", admin, Capability.WRITE)),
                            Stream.of(Capability.values())
                                    .map(capability -> Known.as(
                                            Origin.DERIVED,
                                            "console-" + capability.code(),
                                            ConsoleSecrets.token(admin, capability),
                                            capability)))
                    .toList();
            var scraper = metrics == null ? null : Known.as(Origin.SCRAPER, "metrics", metrics, Capability.READ);
            return new Installation(admin, metrics, admins, scraper);
        }

        boolean isOf(String admin, @Nullable String metrics) {
            return adminToken.equals(admin) && Objects.equals(metricsToken, metrics);
        }

        @Override
        public String toString() {
            return "Installation[…]";
        }
    }

    private static final class Known {

        private final byte[] hash;
        private final Caller caller;

        private Known(byte[] hash, Caller caller) {
            this.hash = hash;
            this.caller = caller;
        }

        static Known as(Origin origin, String id, String token, Capability capability) {
            return new Known(sha256(token), Caller.of(id, id, capability, null, origin));
        }

        /** Takes the same time wherever the first difference is. */
        boolean has(byte[] offered) {
            return MessageDigest.isEqual(hash, offered);
        }
    }
}
