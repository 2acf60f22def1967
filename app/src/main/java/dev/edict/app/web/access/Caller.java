package dev.edict.app.web.access;

import dev.edict.command.api.token.Capability;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Who a request comes from, and what the token it came with is good for.
 *
 * @param tokenId e.g. {@code bootstrap}
 * @param zoneId the one zone that the token is good for; null for all
 * @param origin where the token comes from
 * @param account that a console vouches for; null for none
 * @param authorizedBy whom the caller says it acts for; null if it names none
 */
public record Caller(
        String tokenId,
        String tokenName,
        Capability capability,
        @Nullable String zoneId,
        Origin origin,
        @Nullable String account,
        @Nullable String authorizedBy,
        boolean isViaOperator)
        implements dev.edict.command.api.Caller, Authentication {

    /** Where a token comes from. */
    public enum Origin {
        /** What the installation started with. */
        BOOTSTRAP,
        /** Worked out from the bootstrap token, for a console. */
        DERIVED,
        /** Given out by the Admin API. */
        MINTED,
        /** Good for {@code /metrics} and nothing else. */
        SCRAPER
    }

    public static Caller of(
            String tokenId, String tokenName, Capability capability, @Nullable String zoneId, Origin origin) {
        return new Caller(tokenId, tokenName, capability, zoneId, origin, null, null, false);
    }

    public Caller boundTo(@Nullable String someAccount) {
        return new Caller(tokenId, tokenName, capability, zoneId, origin, someAccount, authorizedBy, isViaOperator);
    }

    Caller onBehalfOf(@Nullable String someone, boolean viaOperator) {
        return new Caller(tokenId, tokenName, capability, zoneId, origin, account, someone, viaOperator);
    }

    @Override
    public String getName() {
        return "admin:" + tokenId;
    }

    /** What the token may do, as a word. */
    @Override
    public Collection<GrantedAuthority> getAuthorities() {
        return AuthorityUtils.createAuthorityList(capability.code());
    }

    /** Nothing: the token itself is forgotten once its holder is known. */
    @Override
    public @Nullable Object getCredentials() {
        return null;
    }

    @Override
    public @Nullable Object getDetails() {
        return null;
    }

    @Override
    public Caller getPrincipal() {
        return this;
    }

    @Override
    public boolean isAuthenticated() {
        return true;
    }

    @Override
    public void setAuthenticated(boolean isAuthenticated) {
        throw new IllegalArgumentException("a caller is who its token says");
    }

    /** Who sends the request under way; empty before that is known. */
    public static Optional<Caller> current() {
        return Optional.ofNullable(SecurityContextHolder.getContext().getAuthentication())
                .filter(Caller.class::isInstance)
                .map(Caller.class::cast);
    }

    @Override
    public boolean isBootstrap() {
        return origin == Origin.BOOTSTRAP;
    }

    @Override
    public @Nullable String mintedTokenId() {
        return origin == Origin.MINTED ? tokenId : null;
    }

    /** {@code global} or {@code zone}. */
    public String scope() {
        return zoneId == null ? "global" : "zone";
    }

    @Override
    public String toString() {
        return getName();
    }
}
