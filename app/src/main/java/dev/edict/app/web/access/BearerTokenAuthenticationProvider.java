package dev.edict.app.web.access;

import dev.edict.app.servers.CurrentSecrets;
import dev.edict.app.web.access.Caller.Origin;
import dev.edict.command.api.token.Capability;
import dev.edict.command.api.token.TokenDirectory;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/** Authenticates callers by bearer token (contract §2, token forms); only its hash is compared and looked up. */
@Component
public class BearerTokenAuthenticationProvider implements AuthenticationProvider {

    /** The maximum length of a token, in characters. */
    public static final int MAX_LENGTH = 4096;

    /** Other texts were never issued, and need no database lookup. */
    private static final Pattern MINTED = Pattern.compile("cat_[A-Za-z0-9_-]{43}");

    private final CurrentSecrets secrets;
    private final TokenDirectory minted;
    private final Clock clock = Clock.systemUTC();
    private volatile Installation installation;

    public BearerTokenAuthenticationProvider(CurrentSecrets secrets, TokenDirectory minted) {
        this.secrets = secrets;
        this.minted = minted;
        this.installation = Installation.of(secrets.adminToken(), secrets.metricsToken());
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return BearerToken.class.isAssignableFrom(authentication);
    }

    /** Returns the caller, with the account that a console asserts. */
    @Override
    public Caller authenticate(Authentication authentication) {
        var token = (BearerToken) authentication;
        var claims = token.claims();
        var caller = find(token.getCredentials(), claims.path())
                .orElseThrow(() -> new BadCredentialsException("unknown token"))
                .onBehalfOf(claims.authorizedBy(), claims.isViaOperator());
        return caller.origin() == Origin.DERIVED
                ? caller.boundTo(ConsoleSecrets.account(secrets.adminToken(), claims.accountAssertion(), clock)
                        .orElse(null))
                : caller;
    }

    /** The callers with the current secrets of the installation. */
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

    /** The caller whose token has this lower-case hex SHA-256, for pages: a scraper is none. */
    public Optional<Caller> findByHash(String hash) {
        var known = installation().find(HexFormat.of().parseHex(hash));
        return known.or(() -> minted.find(hash).map(BearerTokenAuthenticationProvider::caller));
    }

    private Optional<Caller> find(String token, String path) {
        var hash = sha256(token);
        var known = installation();
        var scraper = known.scraper();
        if (scraper != null && ManagementPort.METRICS.equals(path) && scraper.has(hash)) {
            return Optional.of(scraper.caller);
        }
        return known.find(hash)
                .or(() -> MINTED.matcher(token).matches()
                        ? minted.find(HexFormat.of().formatHex(hash)).map(BearerTokenAuthenticationProvider::caller)
                        : Optional.empty());
    }

    private static Caller caller(TokenDirectory.KnownToken token) {
        return Caller.of(token.tokenId(), token.name(), token.capability(), token.zoneId(), Origin.MINTED);
    }

    /** Identifies a token without revealing it. */
    public static String hash(String token) {
        return HexFormat.of().formatHex(sha256(token));
    }

    private static byte[] sha256(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The callers whose tokens the Admin API did not issue. */
    private record Installation(
            String adminToken, @Nullable String metricsToken, List<Known> admins, @Nullable Known scraper) {

        static Installation of(String admin, @Nullable String metrics) {
            var admins = Stream.concat(
                            Stream.of(Known.as(Origin.BOOTSTRAP, "bootstrap", admin, Capability.WRITE)),
                            ConsoleSecrets.CAPABILITIES.stream()
                                    .map(capability -> Known.as(
                                            Origin.DERIVED,
                                            "console-" + capability.code(),
                                            ConsoleSecrets.token(admin, capability),
                                            capability)))
                    .toList();
            var scraper = metrics == null ? null : Known.as(Origin.SCRAPER, "metrics", metrics, Capability.READ);
            return new Installation(admin, metrics, admins, scraper);
        }

        Optional<Caller> find(byte[] hash) {
            return admins.stream()
                    .filter(candidate -> candidate.has(hash))
                    .findFirst()
                    .map(match -> match.caller);
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

        /** Compares in constant time. */
        boolean has(byte[] offered) {
            return MessageDigest.isEqual(hash, offered);
        }
    }
}
