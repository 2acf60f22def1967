package dev.edict.app.servers;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The current tokens of this installation; tokens from files may change at runtime. */
public final class CurrentSecrets {

    private final Supplier<String> adminToken;
    private final Supplier<@Nullable String> metricsToken;

    /** Reads the tokens at each use. */
    public CurrentSecrets(Supplier<String> adminToken, Supplier<@Nullable String> metricsToken) {
        this.adminToken = adminToken;
        this.metricsToken = metricsToken;
    }

    /** Tokens that do not change. */
    public static CurrentSecrets of(String adminToken, @Nullable String metricsToken) {
        return new CurrentSecrets(() -> adminToken, () -> metricsToken);
    }

    /** The bootstrap token of the Admin API. */
    public String adminToken() {
        return adminToken.get();
    }

    /** The token for {@code /metrics} only; null for none. The admin token never counts as this token. */
    public @Nullable String metricsToken() {
        var token = metricsToken.get();
        return adminToken().equals(token) ? null : token;
    }

    @Override
    public String toString() {
        return "CurrentSecrets[…]";
    }
}
