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
 * The sender of a request, and the rights of its token.
 *
 * @param tokenId e.g. {@code bootstrap}
 * @param zoneId the only zone of the token; null for all zones
 * @param origin the origin of the token
 * @param account that a console asserts; null for none
 * @param authorizedBy the person that the caller claims to act for; null for none
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

    /** The origin of a token. */
    public enum Origin {
        /** The bootstrap token of the installation. */
        BOOTSTRAP,
        /** Derived from the bootstrap token, for a console. */
        DERIVED,
        /** Issued by the Admin API. */
        MINTED,
        /** Valid for {@code /metrics} only. */
        SCRAPER
    }

    public static Caller of(
            String tokenId, String tokenName, Capability capability, @Nullable String zoneId, Origin origin) {
        return new Caller(tokenId, tokenName, capability, zoneId, origin, null, null, false);
    }

    /** Edict itself, with the rights of its bootstrap token. */
    public static Caller system() {
        return of("system", "system", Capability.WRITE, null, Origin.BOOTSTRAP);
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

    /** The capability of the token. */
    @Override
    public Collection<GrantedAuthority> getAuthorities() {
        return AuthorityUtils.createAuthorityList(capability.code());
    }

    /** Always null: the token is discarded after authentication. */
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
        throw new IllegalArgumentException("a caller is always authenticated");
    }

    /** The caller of the current request; empty before authentication. */
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
